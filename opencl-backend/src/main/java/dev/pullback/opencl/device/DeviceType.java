package dev.pullback.opencl.device;

/** What kind of processor a device is, best first. */
public enum DeviceType {
    GPU,
    ACCELERATOR,
    CPU,
    /** Neither: a device of the vendor's own kind. */
    OTHER;

    private static final long CPU_BIT = 1L << 1;
    private static final long GPU_BIT = 1L << 2;
    private static final long ACCELERATOR_BIT = 1L << 3;

    /** From OpenCL's bit field; a device that claims to be several things counts as the best of them. */
    static DeviceType of(long bits) {
        if ((bits & GPU_BIT) != 0) {
            return GPU;
        }
        if ((bits & ACCELERATOR_BIT) != 0) {
            return ACCELERATOR;
        }
        return (bits & CPU_BIT) != 0 ? CPU : OTHER;
    }
}
