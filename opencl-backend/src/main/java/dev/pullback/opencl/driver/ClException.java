package dev.pullback.opencl.driver;

/** An OpenCL call failed, or was refused here because it would have crashed the process. Internal to this module. */
public sealed class ClException extends RuntimeException permits ClBindingException, ClBuildException {

    private static final long serialVersionUID = 1L;

    private final String call;
    private final int code;
    private final String hint;

    /**
     * @param call the OpenCL function, as in {@code clEnqueueReadBuffer}
     * @param code its status
     * @param detail what was asked for, in numbers; may be empty
     */
    public ClException(String call, int code, String detail) {
        this(failed(call, code, detail, ClStatus.hint(code)), call, code, ClStatus.hint(code), null);
    }

    ClException(String message, String call, int code, String hint, Throwable cause) {
        super(message, cause);
        this.call = call;
        this.code = code;
        this.hint = hint;
    }

    /** A call that was not made, because with these arguments the driver might take the process down. */
    static ClException refused(String call, int code, String detail) {
        return new ClException(failed(call, code, detail, ""), call, code, "", null);
    }

    private static String failed(String call, int code, String detail, String hint) {
        return call + " failed: " + ClStatus.name(code) + " (" + code + ")"
                + (detail.isEmpty() ? "" : ": " + detail)
                + (hint.isEmpty() ? "" : "; " + hint);
    }

    public String call() {
        return call;
    }

    public int code() {
        return code;
    }

    public String codeName() {
        return ClStatus.name(code);
    }

    /** What to do about it; may be empty. */
    public String hint() {
        return hint;
    }

    /**
     * Whether freeing device memory and trying once more may help. Allocation is lazy on most drivers, so this can come
     * from any call, not from the creation of the buffer alone.
     */
    public boolean isOutOfMemory() {
        return switch (code) {
            case ClStatus.MEM_OBJECT_ALLOCATION_FAILURE,
                    ClStatus.OUT_OF_RESOURCES,
                    ClStatus.OUT_OF_HOST_MEMORY,
                    ClStatus.INVALID_BUFFER_SIZE -> true;
            default -> false;
        };
    }

    /** Whether the context is beyond use: every later call on it would fail too. */
    public boolean isDeviceLost() {
        return switch (code) {
            case ClStatus.DEVICE_NOT_AVAILABLE,
                    ClStatus.EXEC_STATUS_ERROR,
                    ClStatus.INVALID_COMMAND_QUEUE,
                    ClStatus.NVIDIA_ILLEGAL_ACCESS -> true;
            default -> false;
        };
    }
}
