package dev.pullback.api.error;

/** An option has a value that cannot work: the option, the value, and the values that can. */
public final class ConfigurationException extends PullbackException {

    private static final long serialVersionUID = 1L;

    public ConfigurationException(String message) {
        super(message);
    }

    public ConfigurationException(String message, Throwable cause) {
        super(message, cause);
    }
}
