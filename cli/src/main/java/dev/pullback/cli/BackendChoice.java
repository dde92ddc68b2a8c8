package dev.pullback.cli;

import dev.pullback.api.backend.Availability;
import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.BackendOptions;
import dev.pullback.api.backend.Backends;
import dev.pullback.api.backend.Backends.Verdict;
import dev.pullback.api.error.ConfigurationException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Options that say how a backend is opened, and the opening. */
final class BackendChoice {

    /** The backend that has several bindings, the option by which it takes one, and the one it takes by itself. */
    private static final String BOUND = "opencl";

    private static final String BINDING = "binding";
    private static final String DEFAULT_BINDING = "lwjgl";

    @Option(
            names = "--binding",
            paramLabel = "NAME",
            description = "The Java binding of backend opencl, lwjgl (the default) or jocl."
                    + " Without another word on the backend, opencl is meant.")
    private String binding;

    @Option(
            names = "--fusion",
            paramLabel = "on|off",
            defaultValue = "on",
            description = "Whether ops share kernels; off runs them one by one, to compare (default: on).")
    private OptionValues.Switch fusion;

    @Option(names = "--profile", description = "Count launches and device time per kernel, and print them.")
    private boolean profile;

    boolean profile() {
        return profile;
    }

    boolean fusion() {
        return fusion == OptionValues.Switch.ON;
    }

    /** The backend asked for; without one that of the binding, of the property or of the environment, else the best. */
    OpenBackend open(Optional<BackendName> asked) {
        if (asked.isPresent()) {
            return open(asked.get(), "asked for");
        }
        if (binding != null) {
            return open(BackendName.parse(BOUND), "the one with bindings");
        }
        Backend backend = Backends.open(options(Optional.of(boundBy())));
        return new OpenBackend(
                backend, Optional.of(boundBy()).filter(name -> backend.id().equals(BOUND)), whyUnasked());
    }

    /** A backend asked for by name. */
    OpenBackend open(BackendName name, String why) {
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
        return new OpenBackend(Backends.open(name.withoutBinding(), options(used)), used, why);
    }

    /** @throws ConfigurationException if a binding is named for backends that have none */
    void requireBindingUsed(Iterable<BackendName> names) {
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

    /** Every backend that can be used here, the least preferred first. */
    static List<BackendName> available() {
        return Backends.list().reversed().stream()
                .filter(verdict -> verdict.availability() instanceof Availability.Available)
                .map(verdict -> BackendName.parse(verdict.id()))
                .toList();
    }

    private BackendOptions options(Optional<String> usedBinding) {
        BackendOptions options = BackendOptions.defaults().withFusion(fusion()).withProfile(profile);
        return usedBinding.map(name -> options.with(BINDING, name)).orElse(options);
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
                        .map(BackendChoice::standing)
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
