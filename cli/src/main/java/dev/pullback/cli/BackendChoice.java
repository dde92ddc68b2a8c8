package dev.pullback.cli;

import dev.pullback.api.backend.Availability;
import dev.pullback.api.backend.BackendOptions;
import dev.pullback.api.backend.Backends;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that say how a backend is opened, and the opening. */
final class BackendChoice {

    @Mixin
    private BindingChoice binding;

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
        return binding.open(asked, options());
    }

    /** A backend asked for by name. */
    OpenBackend open(BackendName name, String why) {
        return binding.open(name, why, options());
    }

    /** @throws dev.pullback.api.error.ConfigurationException if a binding is named for backends that have none */
    void requireBindingUsed(Iterable<BackendName> names) {
        binding.requireUsed(names);
    }

    /** Every backend that can be used here, the least preferred first. */
    static List<BackendName> available() {
        return Backends.list().reversed().stream()
                .filter(verdict -> verdict.availability() instanceof Availability.Available)
                .map(verdict -> BackendName.parse(verdict.id()))
                .toList();
    }

    private BackendOptions options() {
        return BackendOptions.defaults().withFusion(fusion()).withProfile(profile);
    }
}
