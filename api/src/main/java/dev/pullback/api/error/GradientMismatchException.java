package dev.pullback.api.error;

/** A derivative is not that of the function it belongs to. The message names the op, the element and both values. */
public final class GradientMismatchException extends PullbackException {

    private static final long serialVersionUID = 1L;

    public GradientMismatchException(String message) {
        super(message);
    }
}
