package dev.pullback.api.error;

/** An op got operands whose shapes do not fit. The message names the op, every shape and the line that built it. */
public final class ShapeException extends PullbackException {

    private static final long serialVersionUID = 1L;

    public ShapeException(String message) {
        super(message);
    }

    public ShapeException(String message, Throwable cause) {
        super(message, cause);
    }
}
