package dev.pullback.api.error;

/** Tensors of two different backends met in one op. The message names both and the call that moves one of them. */
public final class BackendMismatchException extends PullbackException {

    private static final long serialVersionUID = 1L;

    public BackendMismatchException(String message) {
        super(message);
    }

    public BackendMismatchException(String message, Throwable cause) {
        super(message, cause);
    }
}
