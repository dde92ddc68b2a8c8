package dev.pullback.api.error;

/**
 * The one family of failures that Pullback reports. Catch this to catch all of them; every message says what was wrong,
 * where, and what to do about it.
 */
public abstract sealed class PullbackException extends RuntimeException
        permits BackendMismatchException,
                BackendUnavailableException,
                ClosedException,
                ConfigurationException,
                DataFormatException,
                DeviceException,
                DivergenceException,
                DTypeException,
                GradientMismatchException,
                InputOutputException,
                LeakException,
                ShapeException,
                UnsupportedOpException {

    private static final long serialVersionUID = 1L;

    PullbackException(String message) {
        super(message);
    }

    PullbackException(String message, Throwable cause) {
        super(message, cause);
    }
}
