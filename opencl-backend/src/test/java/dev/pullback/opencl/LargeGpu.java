package dev.pullback.opencl;

import dev.pullback.api.backend.BackendOptions;
import dev.pullback.opencl.device.ClDevice;
import dev.pullback.opencl.device.DeviceCatalog;
import dev.pullback.opencl.device.DeviceLimits;
import dev.pullback.opencl.driver.ClDriver;
import dev.pullback.opencl.driver.ClDrivers;

/** The device of the tests, taken for a GPU with so many compute units that few products keep them busy. */
final class LargeGpu {

    private static final int UNITS = 132;

    private LargeGpu() {}

    static OpenClBackend open() {
        ClDriver driver = ClDrivers.open(ClDrivers.LWJGL);
        String name;
        try (OpenClBackend plain = TestBackend.open()) {
            name = plain.device().name();
        }
        ClDevice device = DeviceCatalog.list(driver).devices().stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow();
        return new OpenClBackend(
                driver, withUnits(device), BackendOptions.defaults().with("family", "gpu"));
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
