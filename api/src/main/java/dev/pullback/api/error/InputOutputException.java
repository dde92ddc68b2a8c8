package dev.pullback.api.error;

/** Reading or writing a file failed: the file, and what the operating system said. */
public final class InputOutputException extends PullbackException {

    private static final long serialVersionUID = 1L;

    public InputOutputException(String message) {
        super(message);
    }

    public InputOutputException(String message, Throwable cause) {
        super(message, cause);
    }
}
