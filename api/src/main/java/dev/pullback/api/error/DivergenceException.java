package dev.pullback.api.error;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A backend computed something else than the reference did from the same numbers. The message names the op, the element, both
 * values and the file that replays it; values computed before are right, this one and all that follow are not.
 */
public final class DivergenceException extends PullbackException {

    private static final long serialVersionUID = 1L;

    /** As text, since paths cannot be serialized. */
    private final String bundle;

    /** @param bundle the file with graph, inputs and both outputs */
    public DivergenceException(String message, Path bundle) {
        super(message);
        this.bundle = bundle.toString();
    }

    /** Where the file could not be written, which is the cause and must not hide the divergence. */
    public DivergenceException(String message, Throwable cause) {
        super(message, cause);
        this.bundle = null;
    }

    /** The file with graph, inputs and both outputs, unless it could not be written. */
    public Optional<Path> bundle() {
        return Optional.ofNullable(bundle).map(Path::of);
    }
}
