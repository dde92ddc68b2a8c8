package dev.pullback.api.error;

/** The backend or device asked for cannot be used here: what was looked for, what was found, and what to install or choose. */
public final class BackendUnavailableException extends PullbackException {

    private static final long serialVersionUID = 1L;

    public BackendUnavailableException(String message) {
        super(message);
    }

    public BackendUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
