package dev.pullback.opencl.driver;

/** A Java binding to OpenCL cannot be used in this process: it is not there, or what it needs is not. */
public final class ClBindingException extends ClException {

    private static final long serialVersionUID = 1L;

    private final String binding;
    private final String reason;

    /**
     * @param binding {@code "lwjgl"} or {@code "jocl"}, or the unknown name that was asked for
     * @param reason what was looked for and not found
     * @param hint what to install or to set
     */
    public ClBindingException(String binding, String reason, String hint, Throwable cause) {
        super(
                "OpenCL binding " + binding + ": " + reason + "; " + hint,
                "open",
                ClStatus.PLATFORM_NOT_FOUND,
                hint,
                cause);
        this.binding = binding;
        this.reason = reason;
    }

    public String binding() {
        return binding;
    }

    public String reason() {
        return reason;
    }
}
