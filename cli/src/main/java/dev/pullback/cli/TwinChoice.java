package dev.pullback.cli;

import dev.pullback.api.backend.BackendOptions;
import dev.pullback.api.error.PullbackException;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option that names a second way to the same device, through which all results must have the same bits. */
final class TwinChoice {

    private static final String NONE = "none";

    @Option(
            names = "--twin",
            paramLabel = "none|ID[+BINDING]",
            description = "A backend whose results must have the same bits"
                    + " (default: for opencl its other binding, if that can be opened; for others none).")
    private String twin;

    /**
     * Opens it once, to see that it can be opened.
     *
     * @param device text that chose the first one's device
     */
    Twin of(OpenBackend first, String device, BindingChoice bindings) {
        if (NONE.equals(twin)) {
            return Twin.none("none: not wanted");
        }
        if (twin != null) {
            return open(BackendName.parse(twin), bindings);
        }
        Optional<String> other = first.binding().map(BindingChoice::otherThan);
        if (other.isEmpty()) {
            return Twin.none("none: there is one way to the device");
        }
        String text = first.backend().id() + "+" + other.get() + (device.isEmpty() ? "" : ":" + device);
        try {
            return open(BackendName.parse(text), bindings);
        } catch (PullbackException missing) {
            return Twin.none("none: %s cannot be opened: %s".formatted(text, missing.getMessage()));
        }
    }

    private static Twin open(BackendName name, BindingChoice bindings) {
        bindings.open(name, "the twin", BackendOptions.defaults()).close();
        return new Twin(
                Optional.of(options -> bindings.open(name, "the twin", options).backend()), name.text());
    }
}
