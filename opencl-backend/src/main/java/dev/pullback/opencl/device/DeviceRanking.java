package dev.pullback.opencl.device;

import java.util.Comparator;
import java.util.Locale;

/**
 * Which device to prefer: kind before anything, then the vendor's own driver before a substitute, a device with memory of
 * its own before one that shares the host's, more memory before less, and the driver's order last.
 */
public final class DeviceRanking {

    public static final Comparator<ClDevice> BEST_FIRST = Comparator.<ClDevice, Boolean>comparing(
                    DeviceRanking::isOnRequest)
            .thenComparing(ClDevice::type)
            .thenComparing(DeviceRanking::isSubstitute)
            .thenComparing(ClDevice::unifiedMemory)
            .thenComparing(device -> -device.limits().globalMemoryBytes())
            .thenComparing(ClDevice::number);

    private DeviceRanking() {}

    private static boolean isOnRequest(ClDevice device) {
        return device.verdict().standing() == DeviceVerdict.Standing.ON_REQUEST;
    }

    /** Mesa's drivers are slower than the vendor's for the same device, and its llvmpipe much slower than PoCL. */
    private static boolean isSubstitute(ClDevice device) {
        return device.platform().isMesa()
                || device.name().toLowerCase(Locale.ROOT).contains("llvmpipe");
    }
}
