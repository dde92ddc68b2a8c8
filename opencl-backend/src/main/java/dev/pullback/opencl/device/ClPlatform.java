package dev.pullback.opencl.device;

import dev.pullback.opencl.driver.ClDriver;
import dev.pullback.opencl.driver.PlatformInfo;

/**
 * One OpenCL implementation installed on this machine.
 *
 * @param index its place in the driver's list, from 0
 * @param handle the driver's handle
 * @param version as in {@code OpenCL 3.0 PoCL 3.1 ... LLVM 15.0.6}: part of any key under which results of a compiler
 *     are kept, since some drivers tell their compiler's version only here
 */
public record ClPlatform(int index, long handle, String name, String vendor, String version) {

    static ClPlatform describe(ClDriver driver, int index, long handle) {
        return new ClPlatform(
                index,
                handle,
                driver.platformString(handle, PlatformInfo.NAME),
                driver.platformString(handle, PlatformInfo.VENDOR),
                driver.platformString(handle, PlatformInfo.VERSION));
    }

    boolean isPocl() {
        return name.contains("Portable Computing Language");
    }

    boolean isOclgrind() {
        return name.contains("Oclgrind");
    }

    /** Mesa's implementations, which also drive devices that have a vendor's driver beside them. */
    boolean isMesa() {
        return name.equalsIgnoreCase("rusticl") || name.equalsIgnoreCase("clover");
    }
}
