package dev.pullback.opencl.driver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;

class KernelTest extends ClDriverContract {

    private static final String EVERY_ARGUMENT = """
            #pragma OPENCL EXTENSION cl_khr_fp64 : enable
            kernel void every(global double *out, int i, long l, float f, double d, local float *scratch) {
                int me = get_local_id(0);
                scratch[me] = f * (me + 1);
                barrier(CLK_LOCAL_MEM_FENCE);
                if (get_global_id(0) == 0) {
                    out[0] = i;
                    out[1] = (double) (l >> 32);
                    out[2] = f;
                    out[3] = d;
                    out[4] = scratch[0] + scratch[1] + scratch[2] + scratch[3];
                }
            }
            """;

    private static final String GRID = """
            kernel void grid(global int *out) {
                int x = get_global_id(0), y = get_global_id(1), z = get_global_id(2);
                int at = x + get_global_size(0) * (y + get_global_size(1) * z);
                out[at] = at * 1000 + (int) (get_local_size(0) * 100 + get_local_size(1) * 10 + get_local_size(2));
            }
            """;

    private static final String INCREMENT = """
            kernel void increment(global int *counter, int step) {
                int at = get_global_id(0);
                counter[at] = counter[at] * 3 + step;
            }
            """;

    @Test
    void everyKindOfArgumentArrives() {
        long out = cl.buffer(5 * Double.BYTES);
        long kernel = cl.kernel("every", EVERY_ARGUMENT);
        driver.setArgMem(kernel, 0, out);
        driver.setArgInt(kernel, 1, -123_456_789);
        driver.setArgLong(kernel, 2, -7L << 32);
        driver.setArgFloat(kernel, 3, 0.1f);
        driver.setArgDouble(kernel, 4, Math.PI);
        driver.setArgLocal(kernel, 5, 4 * Float.BYTES);
        driver.enqueueNDRange(cl.queue, kernel, 1, 8, 1, 1, 4, 1, 1, false);

        MemorySegment host = cl.arena.allocate(5 * Double.BYTES);
        driver.enqueueRead(cl.queue, out, true, 0, host, 0, 5 * Double.BYTES, false);
        double[] expected = {-123_456_789, -7, 0.1f, Math.PI, 0.1f + 0.2f + 0.1f * 3 + 0.4f};
        assertArrayEquals(expected, host.toArray(ValueLayout.JAVA_DOUBLE), 1e-6);
    }

    @Test
    void gridsHaveOneToThreeDimensions() {
        assertGrid(1, 24, 1, 1, 4, 1, 1);
        assertGrid(2, 6, 4, 1, 3, 2, 1);
        assertGrid(3, 6, 4, 2, 2, 2, 1);
    }

    private void assertGrid(int dims, int g0, int g1, int g2, int l0, int l1, int l2) {
        int count = g0 * g1 * g2;
        long out = cl.buffer(4L * count);
        long kernel = cl.kernel("grid", GRID);
        driver.setArgMem(kernel, 0, out);
        driver.enqueueNDRange(cl.queue, kernel, dims, g0, g1, g2, l0, l1, l2, false);
        int[] expected = new int[count];
        for (int i = 0; i < count; i++) {
            expected[i] = i * 1000 + l0 * 100 + l1 * 10 + l2;
        }
        assertArrayEquals(expected, readInts(out, count), dims + " dimensions");
    }

    @Test
    void theDriverMayChooseTheGroupSize() {
        long out = cl.buffer(4L * 35);
        long kernel = cl.kernel("grid", GRID);
        driver.setArgMem(kernel, 0, out);
        driver.enqueueNDRange(cl.queue, kernel, 2, 7, 5, 1, 0, 0, 0, false);
        int[] result = readInts(out, 35);
        for (int i = 0; i < 35; i++) {
            assertEquals(i, result[i] / 1000);
        }
    }

    @Test
    void aKernelBoundOnceRunsInTheOrderItWasEnqueued() {
        long counter = cl.buffer(4L * 64);
        driver.enqueueFill(cl.queue, counter, 0, 4, 0, 4L * 64, false);
        long plusOne = cl.kernel("increment", INCREMENT);
        driver.setArgMem(plusOne, 0, counter);
        driver.setArgInt(plusOne, 1, 1);
        long plusTwo = cl.kernel("increment", INCREMENT);
        driver.setArgMem(plusTwo, 0, counter);
        driver.setArgInt(plusTwo, 1, 2);

        int expected = 0;
        for (int i = 0; i < 500; i++) {
            cl.launch(plusOne, 64);
            cl.launch(plusTwo, 64);
            expected = (expected * 3 + 1) * 3 + 2;
        }
        for (int value : readInts(counter, 64)) {
            assertEquals(expected, value);
        }
    }

    @Test
    void anArgumentSetAnewCountsFromTheNextLaunchOn() {
        long counter = cl.buffer(4);
        driver.enqueueFill(cl.queue, counter, 0, 4, 0, 4, false);
        long kernel = cl.kernel("increment", INCREMENT);
        driver.setArgMem(kernel, 0, counter);
        int expected = 0;
        for (int step = 1; step <= 20; step++) {
            driver.setArgInt(kernel, 1, step);
            cl.launch(kernel, 1);
            expected = expected * 3 + step;
        }
        assertArrayEquals(new int[] {expected}, readInts(counter, 1));
    }

    @Test
    void aKernelsEventCarriesItsTime() {
        long counter = cl.buffer(4L << 20);
        driver.enqueueFill(cl.queue, counter, 0, 4, 0, 4L << 20, false);
        long kernel = cl.kernel("increment", INCREMENT);
        driver.setArgMem(kernel, 0, counter);
        driver.setArgInt(kernel, 1, 1);
        long start = System.nanoTime();
        long event = driver.enqueueNDRange(cl.queue, kernel, 1, 1 << 20, 1, 1, 0, 0, 0, true);
        driver.waitEvent(event);
        long wall = System.nanoTime() - start;
        long nanos = driver.profilingNanos(event);
        assertTrue(nanos > 0 && nanos <= wall, nanos + " ns on the device of " + wall + " ns in all");
        driver.releaseEvent(event);
    }

    @Test
    void aQueueWithoutProfilingHasNoTimes() {
        long plain = cl.own(HandleKind.QUEUE, driver.createQueue(cl.context, cl.device.handle(), false));
        long buffer = cl.buffer(16);
        long event = driver.enqueueFill(plain, buffer, 1, 4, 0, 16, true);
        driver.waitEvent(event);
        assertRefused(ClStatus.PROFILING_INFO_NOT_AVAILABLE, () -> driver.profilingNanos(event));
        driver.releaseEvent(event);
    }

    @Test
    void theKernelTellsItsLimits() {
        long kernel = cl.kernel("increment", INCREMENT);
        long device = cl.device.handle();
        long largest = driver.kernelWorkGroupInfo(kernel, device, WorkGroupInfo.WORK_GROUP_SIZE);
        assertTrue(largest >= 1 && largest <= cl.device.limits().maxWorkGroupSize(), "group size " + largest);
        assertTrue(driver.kernelWorkGroupInfo(kernel, device, WorkGroupInfo.PREFERRED_WORK_GROUP_SIZE_MULTIPLE) >= 1);
        assertTrue(driver.kernelWorkGroupInfo(kernel, device, WorkGroupInfo.PRIVATE_MEM_SIZE) >= 0);
        assertTrue(driver.kernelWorkGroupInfo(kernel, device, WorkGroupInfo.LOCAL_MEM_SIZE) >= 0);
    }
}
