package dev.pullback.opencl.device;

/**
 * Whether a device may be used.
 *
 * @param reason why it may not, or not without asking; empty for a usable one
 */
public record DeviceVerdict(Standing standing, String reason) {

    /** How a device takes part in the choice. */
    public enum Standing {
        USABLE,
        /** Works, but only whoever names it gets it. */
        ON_REQUEST,
        UNUSABLE
    }

    static final DeviceVerdict USABLE = new DeviceVerdict(Standing.USABLE, "");

    static DeviceVerdict onRequest(String reason) {
        return new DeviceVerdict(Standing.ON_REQUEST, reason);
    }

    static DeviceVerdict unusable(String reason) {
        return new DeviceVerdict(Standing.UNUSABLE, reason);
    }
}
