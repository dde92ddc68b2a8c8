package dev.pullback.opencl.device;

import java.util.Set;

/**
 * One OpenCL device.
 *
 * @param number its place in the one list over all platforms, from 0
 * @param index its place within its platform, from 0
 * @param handle the driver's handle
 * @param name as people know it: where the driver calls the chip by a code, the name of the board
 * @param chip the driver's own name
 * @param architecture {@code sm_90} on NVIDIA, the chip's code on AMD, else empty
 * @param version as in {@code OpenCL 3.0 CUDA}
 * @param unifiedMemory whether it works on the host's memory, so that mapping a buffer copies nothing
 */
public record ClDevice(
        int number,
        ClPlatform platform,
        int index,
        long handle,
        DeviceType type,
        String name,
        String chip,
        String architecture,
        String vendor,
        String version,
        String driverVersion,
        DeviceLimits limits,
        boolean unifiedMemory,
        FloatingPoint floatingPoint,
        Set<String> extensions,
        DeviceVerdict verdict) {

    public ClDevice {
        extensions = Set.copyOf(extensions);
    }

    /** The words that mean this device and no other: platform index, colon, device index. */
    public String label() {
        return platform.index() + ":" + index;
    }

    public boolean hasExtension(String extension) {
        return extensions.contains(extension);
    }

    /** One line for people: number, label, name and platform. */
    public String describe() {
        return "#" + number + " (" + label() + ") " + name + ", " + type + ", " + platform.name();
    }
}
