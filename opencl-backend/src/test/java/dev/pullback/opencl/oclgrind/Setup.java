package dev.pullback.opencl.oclgrind;

import dev.pullback.api.backend.BackendOptions;
import dev.pullback.opencl.device.ClDevice;
import dev.pullback.opencl.device.ClPlatform;
import dev.pullback.opencl.device.DeviceLimits;
import dev.pullback.opencl.device.DeviceType;
import dev.pullback.opencl.device.DeviceVerdict;
import dev.pullback.opencl.device.FloatingPoint;
import java.util.Set;

/**
 * The devices whose kernels are checked: what the backend launches depends on its family and on a device's limits alone, so
 * Oclgrind can be told to be any of them.
 */
enum Setup {
    /** Registers of eight floats, as AVX2 has. */
    PROCESSOR_OF_8("cpu", 8, 2),
    /** Registers of sixteen floats, as AVX-512 has. */
    PROCESSOR_OF_16("cpu", 16, 2),
    /** So few compute units that a batch of products keeps them busy with the largest tiles. */
    SMALL_GPU("gpu", 1, 2),
    /** So many that no product of the tests does: the smallest tiles. */
    LARGE_GPU("gpu", 1, 132);

    /** As NVIDIA's GPUs have it, and as {@link Oclgrind} is told to have. */
    static final int LOCAL_BYTES = 48 * 1024;

    private static final int LARGEST_GROUP = 1024;
    private static final long MEMORY_BYTES = 64 << 20;
    /** The backend rounds the sizes of buffers up only to here; an access beyond a tensor should be one beyond its buffer. */
    private static final long ROUNDED_BYTES = 256;

    private final String family;
    private final int vectorWidth;
    private final int computeUnits;

    Setup(String family, int vectorWidth, int computeUnits) {
        this.family = family;
        this.vectorWidth = vectorWidth;
        this.computeUnits = computeUnits;
    }

    BackendOptions options(boolean fusion) {
        return BackendOptions.defaults().withFusion(fusion).with("family", family);
    }

    /** The device on paper, for planning alone. */
    ClDevice device() {
        return device(new ClPlatform(0, 1, "paper", "paper", "OpenCL 1.2"), 1);
    }

    /** Oclgrind's device, described as the one that is meant. */
    ClDevice device(ClPlatform platform, long handle) {
        boolean gpu = family.equals("gpu");
        var limits = new DeviceLimits(
                computeUnits, 1000, LARGEST_GROUP, LOCAL_BYTES, gpu, MEMORY_BYTES, 0, ROUNDED_BYTES, 128, vectorWidth);
        return new ClDevice(
                0,
                platform,
                0,
                handle,
                gpu ? DeviceType.GPU : DeviceType.CPU,
                name(),
                name(),
                "",
                "paper",
                "OpenCL 1.2",
                "1",
                limits,
                false,
                new FloatingPoint(true, true, false),
                Set.of(),
                new DeviceVerdict(DeviceVerdict.Standing.USABLE, ""));
    }
}
