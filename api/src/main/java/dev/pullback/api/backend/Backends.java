package dev.pullback.api.backend;

import dev.pullback.api.error.BackendUnavailableException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/**
 * Finds and opens backends. Which one: what the caller names, else system property {@value #PROPERTY}, else environment
 * variable {@value #ENVIRONMENT}, else the available one of highest priority. A name is {@code id} or {@code id:device}.
 * Who asks for a backend gets that one or an exception; nothing falls back to another in silence.
 */
public final class Backends {

    public static final String PROPERTY = "pullback.backend";
    public static final String ENVIRONMENT = "PULLBACK_BACKEND";

    /** A service file with more unreadable entries than this is not worth reading on. */
    private static final int GIVE_UP_AFTER = 100;

    private Backends() {}

    /** One provider's verdict about this machine. */
    public record Verdict(String id, int priority, Availability availability) {}

    private record Candidate(BackendProvider provider, Verdict verdict) {}

    /** Every provider with its verdict, the most preferred first; a broken provider hides no other. */
    public static List<Verdict> list() {
        return candidates().stream().map(Candidate::verdict).toList();
    }

    /** Opens the backend that property or environment name, else the best one. */
    public static Backend open() {
        return open(BackendOptions.defaults());
    }

    /** As {@link #open()}, with options. */
    public static Backend open(BackendOptions options) {
        String property = System.getProperty(PROPERTY, "");
        if (!property.isBlank()) {
            return open(property, options);
        }
        String environment = Optional.ofNullable(System.getenv(ENVIRONMENT)).orElse("");
        return environment.isBlank() ? openBest(options) : open(environment, options);
    }

    /** Opens a backend by name: {@code id} or {@code id:device}. */
    public static Backend open(String name) {
        return open(name, BackendOptions.defaults());
    }

    /**
     * Opens a backend by name.
     *
     * @throws BackendUnavailableException if there is no such backend or device, saying what was found instead
     */
    public static Backend open(String name, BackendOptions options) {
        int colon = name.indexOf(':');
        String id = (colon < 0 ? name : name.substring(0, colon)).strip();
        String device = colon < 0 ? "" : name.substring(colon + 1).strip();
        List<Candidate> candidates = candidates();
        List<Candidate> matching =
                candidates.stream().filter(c -> c.verdict().id().equals(id)).toList();
        if (matching.isEmpty()) {
            throw new BackendUnavailableException(
                    "There is no backend named '%s'.%n%s".formatted(id, report(candidates)));
        }
        Candidate chosen = matching.getFirst();
        if (!(chosen.verdict().availability() instanceof Availability.Available)) {
            throw new BackendUnavailableException(
                    "Backend '%s' cannot be used here: %s"
                            .formatted(id, reason(chosen.verdict().availability())),
                    cause(chosen.verdict().availability()));
        }
        return chosen.provider().open(device, options);
    }

    private static Backend openBest(BackendOptions options) {
        List<Candidate> candidates = candidates();
        return candidates.stream()
                .filter(c -> c.verdict().availability() instanceof Availability.Available)
                .findFirst()
                .orElseThrow(() -> new BackendUnavailableException(
                        "No backend can be used here.%n%s".formatted(report(candidates))))
                .provider()
                .open("", options);
    }

    /** Entry by entry: one that cannot be loaded, or fails when it is made, does not end the search. */
    private static List<Candidate> candidates() {
        List<Candidate> found = new ArrayList<>();
        Iterator<ServiceLoader.Provider<BackendProvider>> entries =
                ServiceLoader.load(BackendProvider.class, classLoader()).stream()
                        .iterator();
        for (int failures = 0; failures < GIVE_UP_AFTER; ) {
            try {
                if (!entries.hasNext()) {
                    break;
                }
                found.add(candidate(entries.next()));
            } catch (ServiceConfigurationError unreadable) {
                failures++;
                found.add(broken("unknown", unreadable));
            }
        }
        found.sort(Comparator.comparingInt((Candidate c) -> c.verdict().priority())
                .reversed()
                .thenComparing(c -> c.verdict().id()));
        return found;
    }

    private static Candidate candidate(ServiceLoader.Provider<BackendProvider> entry) {
        BackendProvider provider;
        String name = entry.type().getSimpleName();
        try {
            provider = entry.get();
            name = provider.id();
            Availability availability = provider.probe();
            return new Candidate(provider, new Verdict(name, provider.priority(), availability));
        } catch (Exception | LinkageError | ServiceConfigurationError failure) {
            return broken(name, failure);
        }
    }

    private static Candidate broken(String name, Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        var availability = new Availability.Broken("the provider failed: " + root, failure);
        return new Candidate(null, new Verdict(name, Integer.MIN_VALUE, availability));
    }

    /** The API's own loader sees the module layer; on a class path with a context loader, that one may see more. */
    private static ClassLoader classLoader() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return context == null ? Backends.class.getClassLoader() : context;
    }

    private static String report(List<Candidate> candidates) {
        return candidates.isEmpty()
                ? "No provider was found: put a backend (cpu-backend, opencl-backend) on the class path or module path."
                : candidates.stream()
                        .map(c -> "  %s: %s"
                                .formatted(c.verdict().id(), reason(c.verdict().availability())))
                        .collect(Collectors.joining("\n", "Known are:\n", ""));
    }

    private static String reason(Availability availability) {
        return switch (availability) {
            case Availability.Available(var devices, var _) ->
                "available, " + devices.stream().map(Device::name).collect(Collectors.joining(", "));
            case Availability.Absent(var reason, var hint) -> reason + ". " + hint;
            case Availability.Broken(var reason, var _) -> reason;
        };
    }

    private static Throwable cause(Availability availability) {
        return availability instanceof Availability.Broken(var _, var cause) ? cause : null;
    }
}
