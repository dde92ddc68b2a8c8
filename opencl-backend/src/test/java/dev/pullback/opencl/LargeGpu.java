package dev.pullback.opencl;

import dev.pullback.api.backend.BackendOptions;
import dev.pullback.opencl.device.ClDevice;
import dev.pullback.opencl.device.DeviceLimits;
import dev.pullback.opencl.driver.ClDriver;
import dev.pullback.opencl.driver.ClDrivers;
import dev.pullback.opencl.driver.TestDevice;

/** The device of the tests, taken for a GPU with so many compute units that few products keep them busy. */
final class LargeGpu {

    private static final int UNITS = 132;

    private LargeGpu() {}

    static OpenClBackend open() {
        ClDriver driver = ClDrivers.open(ClDrivers.LWJGL);
        return new OpenClBackend(
                driver,
                withUnits(TestDevice.find(driver)),
                BackendOptions.defaults().with("family", "gpu"));
    }

    private static ClDevice withUnits(ClDevice device) {
        DeviceLimits limits = device.limits();
        var large = new DeviceLimits(
                UNITS,
                limits.clockMegahertz(),
                limits.maxWorkGroupSize(),
                limits.localMemoryBytes(),
                limits.localMemoryDedicated(),
                limits.globalMemoryBytes(),
                limits.globalCacheBytes(),
                limits.maxAllocationBytes(),
                limits.baseAlignmentBytes(),
                limits.floatVectorWidth());
        return new ClDevice(
                device.number(),
                device.platform(),
                device.index(),
                device.handle(),
                device.type(),
                device.name(),
                device.chip(),
                device.architecture(),
                device.vendor(),
                device.version(),
                device.driverVersion(),
                large,
                device.unifiedMemory(),
                device.floatingPoint(),
                device.extensions(),
                device.verdict());
    }
}
