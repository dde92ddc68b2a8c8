package dev.pullback.opencl.device;

import dev.pullback.opencl.driver.ClDriver;
import dev.pullback.opencl.driver.DeviceInfo;

/**
 * The sizes of a device. Memory sizes are what the driver says now; PoCL's change with the machine's state.
 *
 * @param clockMegahertz the highest clock, 0 where the driver does not know
 * @param localMemoryBytes per work-group
 * @param localMemoryDedicated whether local memory is a memory of its own, and not a part of global memory
 * @param maxAllocationBytes the largest single buffer
 * @param baseAlignmentBytes what a part of a buffer must be aligned to
 * @param floatVectorWidth the native width of a float vector
 */
public record DeviceLimits(
        int computeUnits,
        int clockMegahertz,
        long maxWorkGroupSize,
        long localMemoryBytes,
        boolean localMemoryDedicated,
        long globalMemoryBytes,
        long globalCacheBytes,
        long maxAllocationBytes,
        int baseAlignmentBytes,
        int floatVectorWidth) {

    private static final long LOCAL_MEMORY_DEDICATED = 1;

    static DeviceLimits query(ClDriver driver, long device) {
        return new DeviceLimits(
                (int) driver.deviceLong(device, DeviceInfo.MAX_COMPUTE_UNITS),
                (int) driver.deviceLong(device, DeviceInfo.MAX_CLOCK_FREQUENCY),
                driver.deviceLong(device, DeviceInfo.MAX_WORK_GROUP_SIZE),
                driver.deviceLong(device, DeviceInfo.LOCAL_MEM_SIZE),
                driver.deviceLong(device, DeviceInfo.LOCAL_MEM_TYPE) == LOCAL_MEMORY_DEDICATED,
                driver.deviceLong(device, DeviceInfo.GLOBAL_MEM_SIZE),
                driver.deviceLong(device, DeviceInfo.GLOBAL_MEM_CACHE_SIZE),
                driver.deviceLong(device, DeviceInfo.MAX_MEM_ALLOC_SIZE),
                (int) (driver.deviceLong(device, DeviceInfo.MEM_BASE_ADDR_ALIGN) / Byte.SIZE),
                (int) driver.deviceLong(device, DeviceInfo.NATIVE_VECTOR_WIDTH_FLOAT));
    }
}
