package dev.pullback.opencl.driver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Both bindings in one process, at the same time, on the same device. */
class BindingParityTest {

    private static final int COUNT = 100_003;

    private static final String KERNEL = """
            kernel void blend(global const float *x, global float *y, float scale) {
                int i = get_global_id(0);
                float v = x[i] * scale;
                y[i] = tanh(v) + exp(-fabs(v)) * sin(v) - log(1.0f + v * v) / (2.0f + cos(v));
            }
            """;

    @Test
    void oneKernelGivesTheSameBitsThroughBoth() {
        float[] x = new float[COUNT];
        Random random = new Random(7);
        for (int i = 0; i < COUNT; i++) {
            x[i] = (float) (random.nextGaussian() * 5);
        }
        try (DriverFixture lwjgl = new DriverFixture(ClDrivers.LWJGL);
                DriverFixture jocl = new DriverFixture(ClDrivers.JOCL)) {
            int[] throughLwjgl = bits(lwjgl, x);
            int[] throughJocl = bits(jocl, x);
            assertArrayEquals(throughLwjgl, throughJocl);
            assertFalse(java.util.Arrays.stream(throughLwjgl).allMatch(bits -> bits == 0), "the kernel did nothing");
        }
    }

    private static int[] bits(DriverFixture cl, float[] x) {
        ClDriver driver = cl.driver;
        long bytes = 4L * COUNT;
        MemorySegment host = cl.arena.allocateFrom(ValueLayout.JAVA_FLOAT, x);
        long input = cl.buffer(bytes);
        long output = cl.buffer(bytes);
        driver.enqueueWrite(cl.queue, input, false, 0, host, 0, bytes, false);
        long kernel = cl.kernel("blend", KERNEL);
        driver.setArgMem(kernel, 0, input);
        driver.setArgMem(kernel, 1, output);
        driver.setArgFloat(kernel, 2, 0.7f);
        cl.launch(kernel, COUNT);
        MemorySegment result = cl.arena.allocate(bytes, 4);
        driver.enqueueRead(cl.queue, output, true, 0, result, 0, bytes, false);
        return result.toArray(ValueLayout.JAVA_INT);
    }

    @Test
    void bothDescribeTheSameDevice() {
        ClDriver lwjgl = ClDrivers.open(ClDrivers.LWJGL);
        ClDriver jocl = ClDrivers.open(ClDrivers.JOCL);
        assertArrayEquals(lwjgl.platforms(), jocl.platforms());
        for (long platform : lwjgl.platforms()) {
            for (PlatformInfo question : PlatformInfo.values()) {
                assertEquals(lwjgl.platformString(platform, question), jocl.platformString(platform, question));
            }
            assertArrayEquals(lwjgl.devices(platform), jocl.devices(platform));
        }
        assertEquals(TestDevice.find(lwjgl), TestDevice.find(jocl));
    }

    @Test
    void integerDivisionByZeroThrowsWhileBothAreInUse() {
        try (DriverFixture lwjgl = new DriverFixture(ClDrivers.LWJGL);
                DriverFixture jocl = new DriverFixture(ClDrivers.JOCL)) {
            bits(lwjgl, new float[COUNT]);
            bits(jocl, new float[COUNT]);
            assertEquals(0, DivisionProbe.wrongDivisions());
        }
    }

    @Test
    void aBindingIsOpenedOnce() {
        assertEquals(ClDrivers.open("JOCL"), ClDrivers.open(ClDrivers.JOCL));
        assertEquals(ClDrivers.open("Lwjgl"), ClDrivers.open(ClDrivers.LWJGL));
    }
}
