package dev.pullback.api.error;

/** An op got operands of a dtype it does not work on. The message names the op, the dtypes and the line that built it. */
public final class DTypeException extends PullbackException {

    private static final long serialVersionUID = 1L;

    public DTypeException(String message) {
        super(message);
    }

    public DTypeException(String message, Throwable cause) {
        super(message, cause);
    }
}
