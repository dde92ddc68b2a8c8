package dev.pullback.opencl.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.opencl.driver.ClDriver;
import dev.pullback.opencl.driver.ClDrivers;
import dev.pullback.opencl.driver.ClException;
import dev.pullback.opencl.driver.ClStatus;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceCatalogTest {

    private static final long BROKEN = 0xBAD;

    @ParameterizedTest
    @ValueSource(strings = {ClDrivers.LWJGL, ClDrivers.JOCL})
    void theMachinesDevicesAreDescribed(String binding) {
        DeviceCatalog catalog = DeviceCatalog.list(ClDrivers.open(binding));
        assertFalse(
                catalog.devices().isEmpty(),
                "these tests need an OpenCL device: apt install pocl-opencl-icd ocl-icd-libopencl1");
        for (int i = 0; i < catalog.devices().size(); i++) {
            ClDevice device = catalog.devices().get(i);
            assertEquals(i, device.number());
            assertFalse(device.name().isEmpty());
            assertFalse(device.platform().name().isEmpty());
            assertTrue(device.version().startsWith("OpenCL "), device.version());
            DeviceLimits limits = device.limits();
            assertTrue(limits.computeUnits() > 0);
            assertTrue(limits.maxWorkGroupSize() > 0);
            assertTrue(limits.localMemoryBytes() > 0);
            assertTrue(limits.maxAllocationBytes() > 0);
            assertTrue(limits.globalMemoryBytes() >= limits.maxAllocationBytes());
            assertTrue(limits.baseAlignmentBytes() > 0 && limits.baseAlignmentBytes() < 4096);
            assertTrue(limits.floatVectorWidth() > 0);
            assertTrue(device.describe().contains(device.label()));
        }
    }

    @Test
    void aBrokenPlatformHidesNoOther() {
        ClDriver real = ClDrivers.open(ClDrivers.LWJGL);
        DeviceCatalog sound = DeviceCatalog.list(real);
        DeviceCatalog mixed = DeviceCatalog.list(withBrokenPlatform(real));
        assertEquals(1, mixed.problems().size());
        assertTrue(mixed.problems().getFirst().contains("CL_OUT_OF_HOST_MEMORY"), mixed.problems()::toString);
        assertEquals(sound.devices().size(), mixed.devices().size());
        assertEquals(
                sound.devices().getFirst().name(), mixed.devices().getFirst().name());
        assertEquals("1:0", mixed.devices().getFirst().label());
    }

    /** The real driver, with a platform in front that answers every question with an error. */
    private static ClDriver withBrokenPlatform(ClDriver real) {
        return (ClDriver) Proxy.newProxyInstance(
                ClDriver.class.getClassLoader(), new Class<?>[] {ClDriver.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("platforms")) {
                        return LongStream.concat(LongStream.of(BROKEN), LongStream.of(real.platforms()))
                                .toArray();
                    }
                    if (arguments != null && arguments[0].equals(BROKEN)) {
                        throw new ClException("clGetPlatformInfo", ClStatus.OUT_OF_HOST_MEMORY, "");
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @ParameterizedTest
    @CsvSource({
        "OpenCL 3.0 CUDA, true",
        "OpenCL 1.2 pocl HSTR: x, true",
        "OpenCL 1.2, true",
        "OpenCL 2.0 AMD-APP, true",
        "OpenCL 1.1 Mesa, false",
        "OpenCL 1.0, false",
        "CUDA 3.0, false"
    })
    void openCl12IsTheLeastThatServes(String version, boolean serves) {
        assertEquals(serves, DeviceDescription.isAtLeast12(version));
    }
}
