package dev.pullback.api.error;

/** The device has no room for a buffer. Sizes are in bytes; a size that the device does not tell is {@code -1}. */
public final class OutOfDeviceMemoryException extends DeviceException {

    private static final long serialVersionUID = 1L;

    private final long askedBytes;
    private final long liveBytes;
    private final long limitBytes;

    public OutOfDeviceMemoryException(
            String device, long askedBytes, long liveBytes, long limitBytes, Throwable cause) {
        super(
                "%s has no room for %s: %,d bytes are in use of %s. Use a smaller batch, or close buffers and executables that are no longer needed."
                        .formatted(device, asked(askedBytes), liveBytes, limit(limitBytes)),
                cause);
        this.askedBytes = askedBytes;
        this.liveBytes = liveBytes;
        this.limitBytes = limitBytes;
    }

    public long askedBytes() {
        return askedBytes;
    }

    public long liveBytes() {
        return liveBytes;
    }

    public long limitBytes() {
        return limitBytes;
    }

    private static String asked(long bytes) {
        return bytes < 0 ? "what a launch needs" : "a buffer of %,d bytes".formatted(bytes);
    }

    private static String limit(long bytes) {
        return bytes < 0 ? "an unknown limit" : "%,d".formatted(bytes);
    }
}
