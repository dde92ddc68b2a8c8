package dev.pullback.opencl.device;

/** The answer to a user's words for a device. */
public sealed interface DeviceChoice {

    /**
     * A device.
     *
     * @param why what made it the one
     */
    record Chosen(ClDevice device, String why) implements DeviceChoice {}

    /**
     * No device fits.
     *
     * @param reason what was asked for and what was found
     * @param hint what to write or to install instead
     */
    record None(String reason, String hint) implements DeviceChoice {}
}
