package dev.pullback.api.error;

/** A buffer, executable or backend was used after it had been closed. */
public final class ClosedException extends PullbackException {

    private static final long serialVersionUID = 1L;

    public ClosedException(String message) {
        super(message);
    }

    public ClosedException(String message, Throwable cause) {
        super(message, cause);
    }
}
