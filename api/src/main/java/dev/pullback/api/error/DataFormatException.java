package dev.pullback.api.error;

/** A data file is truncated, corrupt or of another kind than expected: the file, the byte offset or line, and what was expected there. */
public final class DataFormatException extends PullbackException {

    private static final long serialVersionUID = 1L;

    public DataFormatException(String message) {
        super(message);
    }

    public DataFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
