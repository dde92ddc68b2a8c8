package dev.pullback.opencl.step;

import dev.pullback.opencl.device.ClDevice;
import dev.pullback.opencl.device.ClPlatform;
import dev.pullback.opencl.device.DeviceLimits;
import dev.pullback.opencl.device.DeviceType;
import dev.pullback.opencl.device.DeviceVerdict;
import dev.pullback.opencl.device.FloatingPoint;
import java.util.Set;

/** Devices that exist on paper: what is launched depends on their limits alone. */
final class FakeDevice {

    private static final long GIB = 1L << 30;

    private FakeDevice() {}

    /** A GPU with that many compute units, work-items per group and bytes of local memory. */
    static GpuFamily gpu(int computeUnits, int group, long localBytes) {
        return new GpuFamily(device(DeviceType.GPU, computeUnits, group, localBytes, 1));
    }

    /** A processor with that many cores and floats in a register. */
    static CpuFamily cpu(int cores, int vectorWidth) {
        return new CpuFamily(device(DeviceType.CPU, cores, 4096, 1 << 18, vectorWidth));
    }

    private static ClDevice device(DeviceType type, int units, int group, long localBytes, int vectorWidth) {
        var limits = new DeviceLimits(units, 1000, group, localBytes, true, 8 * GIB, 0, 2 * GIB, 128, vectorWidth);
        return new ClDevice(
                0,
                new ClPlatform(0, 1, "paper", "paper", "OpenCL 1.2"),
                0,
                1,
                type,
                "paper",
                "paper",
                "",
                "paper",
                "OpenCL 1.2",
                "1",
                limits,
                false,
                new FloatingPoint(true, true, true),
                Set.of(),
                new DeviceVerdict(DeviceVerdict.Standing.USABLE, ""));
    }
}
