package dev.pullback.cli;

import dev.pullback.api.backend.Availability;
import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.BackendOptions;
import dev.pullback.api.backend.Backends;
import dev.pullback.api.backend.Backends.Verdict;
import dev.pullback.api.error.ConfigurationException;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** The option that says through which binding a backend is used, and the opening of a backend that was asked for or not. */
final class BindingChoice {

    /** The backend that has several bindings, the option by which it takes one, and the one it takes by itself. */
    static final String BOUND = "opencl";

    private static final String BINDING = "binding";
    private static final String DEFAULT_BINDING = "lwjgl";
    private static final String OTHER_BINDING = "jocl";

    @Option(
            names = "--binding",
            paramLabel = "NAME",
            description = "The Java binding of backend opencl, lwjgl (the default) or jocl."
                    + " Without another word on the backend, opencl is meant.")
    private String binding;

    /** The binding that a backend is not used through. */
    static String otherThan(String used) {
        return used.equals(DEFAULT_BINDING) ? OTHER_BINDING : DEFAULT_BINDING;
    }

    /** The backend asked for; without one that of the binding, of the property or of the environment, else the best. */
    OpenBackend open(Optional<BackendName> asked, BackendOptions options) {
        if (asked.isPresent()) {
            return open(asked.get(), "asked for", options);
        }
        if (binding != null) {
            return open(BackendName.parse(BOUND), "the one with bindings", options);
        }
        Backend backend = Backends.open(options.with(BINDING, boundBy()));
        return new OpenBackend(
                backend, Optional.of(boundBy()).filter(name -> backend.id().equals(BOUND)), whyUnasked());
    }

    /** A backend asked for by name. */
    OpenBackend open(BackendName name, String why, BackendOptions options) {
        if (name.binding().isPresent() && !name.id().equals(BOUND)) {
            throw new ConfigurationException("'%s' names a binding; only backend %s has bindings: write '%s' or '%s+%s'"
                    .formatted(
                            name.text(),
                            BOUND,
                            name.withoutBinding(),
                            BOUND,
                            name.binding().get()));
        }
        Optional<String> used = Optional.of(name.binding().orElseGet(this::boundBy))
                .filter(_ -> name.id().equals(BOUND));
        BackendOptions bound = used.map(one -> options.with(BINDING, one)).orElse(options);
        return new OpenBackend(Backends.open(name.withoutBinding(), bound), used, why);
    }

    /** @throws ConfigurationException if a binding is named for backends that have none */
    void requireUsed(Iterable<BackendName> names) {
        if (binding == null) {
            return;
        }
        for (BackendName name : names) {
            if (name.id().equals(BOUND)) {
                return;
            }
        }
        throw new ConfigurationException(
                "--binding %s is for backend %s, and none of the backends asked for is that one"
                        .formatted(binding, BOUND));
    }

    private String boundBy() {
        return Optional.ofNullable(binding)
                .or(() -> BackendOptions.defaults().get(BOUND, BINDING))
                .orElse(DEFAULT_BINDING);
    }

    private static String whyUnasked() {
        String property = System.getProperty(Backends.PROPERTY, "");
        if (!property.isBlank()) {
            return "asked for by -D%s=%s".formatted(Backends.PROPERTY, property);
        }
        String environment =
                Optional.ofNullable(System.getenv(Backends.ENVIRONMENT)).orElse("");
        return environment.isBlank()
                ? Backends.list().stream()
                        .map(BindingChoice::standing)
                        .collect(Collectors.joining("; ", "the best of what there is: ", ""))
                : "asked for by %s=%s".formatted(Backends.ENVIRONMENT, environment);
    }

    private static String standing(Verdict verdict) {
        return switch (verdict.availability()) {
            case Availability.Available _ -> "%s (priority %d)".formatted(verdict.id(), verdict.priority());
            case Availability.Absent(String reason, String _) -> "%s (absent: %s)".formatted(verdict.id(), reason);
            case Availability.Broken(String reason, Throwable _) -> "%s (broken: %s)".formatted(verdict.id(), reason);
        };
    }
}
