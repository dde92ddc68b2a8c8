package dev.pullback.api.error;

/** Buffers or programs are open that should have been closed by now. The message names each, and where it was made if that is known. */
public final class LeakException extends PullbackException {

    private static final long serialVersionUID = 1L;

    public LeakException(String message) {
        super(message);
    }
}
