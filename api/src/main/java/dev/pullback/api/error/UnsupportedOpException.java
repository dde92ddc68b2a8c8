package dev.pullback.api.error;

/** A backend has no kernel for an op, and the op has no lowering to ops that it has. */
public final class UnsupportedOpException extends PullbackException {

    private static final long serialVersionUID = 1L;

    public UnsupportedOpException(String message) {
        super(message);
    }

    public UnsupportedOpException(String message, Throwable cause) {
        super(message, cause);
    }
}
