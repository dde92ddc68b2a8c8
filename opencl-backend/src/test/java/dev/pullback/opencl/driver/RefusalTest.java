package dev.pullback.opencl.driver;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

/** Wrong arguments end in an exception that says what was wrong, never in a crash of the process. */
class RefusalTest extends ClDriverContract {

    private static final String SCALE = "kernel void scale(global float *x, float f) { x[get_global_id(0)] *= f; }";

    @Test
    void hostMemoryThatIsTooSmallIsRefused() {
        long buffer = cl.buffer(64);
        MemorySegment host = cl.arena.allocate(32);
        assertRefused(ClStatus.INVALID_VALUE, () -> driver.enqueueWrite(cl.queue, buffer, true, 0, host, 0, 33, false));
        assertRefused(ClStatus.INVALID_VALUE, () -> driver.enqueueRead(cl.queue, buffer, true, 0, host, 1, 32, false));
        assertRefused(ClStatus.INVALID_VALUE, () -> driver.enqueueRead(cl.queue, buffer, true, 0, host, -1, 8, false));
        assertRefused(ClStatus.INVALID_VALUE, () -> driver.enqueueRead(cl.queue, buffer, true, 0, host, 0, 0, false));
        assertRefused(ClStatus.INVALID_VALUE, () -> driver.enqueueRead(cl.queue, buffer, true, 0, host, 0, -4, false));
    }

    @Test
    void hostMemoryMustBeOffHeapAliveAndWritable() {
        long buffer = cl.buffer(64);
        MemorySegment heap = MemorySegment.ofArray(new byte[64]);
        assertRefused(
                ClStatus.INVALID_HOST_PTR, () -> driver.enqueueWrite(cl.queue, buffer, true, 0, heap, 0, 64, false));
        MemorySegment freed;
        try (Arena shortLived = Arena.ofConfined()) {
            freed = shortLived.allocate(64);
        }
        assertRefused(
                ClStatus.INVALID_HOST_PTR, () -> driver.enqueueWrite(cl.queue, buffer, true, 0, freed, 0, 64, false));
        MemorySegment readOnly = cl.arena.allocate(64).asReadOnly();
        driver.enqueueWrite(cl.queue, buffer, true, 0, readOnly, 0, 64, false);
        assertRefused(
                ClStatus.INVALID_HOST_PTR, () -> driver.enqueueRead(cl.queue, buffer, true, 0, readOnly, 0, 64, false));
    }

    @Test
    void rangesBeyondTheBufferAreRefused() {
        long buffer = cl.buffer(64);
        long other = cl.buffer(64);
        MemorySegment host = cl.arena.allocate(128);
        assertRefused(ClStatus.INVALID_VALUE, () -> driver.enqueueWrite(cl.queue, buffer, true, 0, host, 0, 65, false));
        assertRefused(ClStatus.INVALID_VALUE, () -> driver.enqueueRead(cl.queue, buffer, true, 60, host, 0, 8, false));
        assertRefused(ClStatus.INVALID_VALUE, () -> driver.enqueueRead(cl.queue, buffer, true, -4, host, 0, 8, false));
        assertRefused(ClStatus.INVALID_VALUE, () -> driver.mapBuffer(cl.queue, buffer, 0));
        assertRefused(ClStatus.INVALID_VALUE, () -> driver.mapBuffer(cl.queue, buffer, 1L << 31));
        assertRefused(ClStatus.INVALID_VALUE, () -> driver.enqueueCopy(cl.queue, buffer, other, 0, 60, 8, false));
        assertRefused(ClStatus.INVALID_VALUE, () -> driver.enqueueFill(cl.queue, buffer, 0, 4, 32, 36, false));
        assertRefused(
                ClStatus.INVALID_VALUE,
                () -> driver.enqueueRead(cl.queue, buffer, true, Long.MAX_VALUE - 4, host, 0, 8, false));
    }

    @Test
    void fillPatternsMustFitTheirRange() {
        long buffer = cl.buffer(64);
        assertRefused(ClStatus.INVALID_VALUE, () -> driver.enqueueFill(cl.queue, buffer, 0, 3, 0, 12, false));
        assertRefused(ClStatus.INVALID_VALUE, () -> driver.enqueueFill(cl.queue, buffer, 0, 4, 2, 12, false));
        assertRefused(ClStatus.INVALID_VALUE, () -> driver.enqueueFill(cl.queue, buffer, 0, 4, 0, 13, false));
    }

    @Test
    void gridsMustBeWholeAndFitTheDevice() {
        long kernel = boundKernel();
        long tooLarge = 2 * cl.device.limits().maxWorkGroupSize();
        assertRefused(ClStatus.INVALID_WORK_DIMENSION, () -> launch(kernel, 0, 8, 1));
        assertRefused(ClStatus.INVALID_WORK_DIMENSION, () -> launch(kernel, 4, 8, 1));
        assertRefused(ClStatus.INVALID_GLOBAL_WORK_SIZE, () -> launch(kernel, 1, 0, 1));
        assertRefused(ClStatus.INVALID_GLOBAL_WORK_SIZE, () -> launch(kernel, 1, -8, 1));
        assertRefused(ClStatus.INVALID_WORK_GROUP_SIZE, () -> launch(kernel, 1, 10, 4));
        assertRefused(ClStatus.INVALID_WORK_GROUP_SIZE, () -> launch(kernel, 1, 8, -4));
        ClException e = assertThrows(ClException.class, () -> launch(kernel, 1, tooLarge, tooLarge));
        assertTrue(e.codeName().startsWith("CL_INVALID_WORK_"), e.getMessage());
        assertTrue(e.getMessage().contains("[" + tooLarge + "]"), e.getMessage());
    }

    private void launch(long kernel, int dims, long global, long local) {
        driver.enqueueNDRange(cl.queue, kernel, dims, global, 1, 1, local, 1, 1, false);
    }

    private long boundKernel() {
        long kernel = cl.kernel("scale", SCALE);
        driver.setArgMem(kernel, 0, cl.buffer(4096));
        driver.setArgFloat(kernel, 1, 2f);
        return kernel;
    }

    @Test
    void argumentsMustExistAndHaveTheirSize() {
        long kernel = cl.kernel("scale", SCALE);
        assertRefused(-52, () -> cl.launch(kernel, 1));
        ClException index = assertRefused(-49, () -> driver.setArgInt(kernel, 2, 1));
        assertTrue(index.getMessage().contains("argument 2"), index.getMessage());
        assertRefused(ClStatus.INVALID_ARG_SIZE, () -> driver.setArgLong(kernel, 1, 1));
        assertRefused(ClStatus.INVALID_ARG_SIZE, () -> driver.setArgLocal(kernel, 1, 0));
    }

    @Test
    void aBufferLargerThanTheDeviceIsOutOfMemory() {
        long tooLarge = 4 * cl.device.limits().globalMemoryBytes();
        ClException e = assertThrows(
                ClException.class, () -> driver.createBuffer(cl.context, DriverFixture.BUFFER_FLAGS, tooLarge));
        assertTrue(e.isOutOfMemory(), e.getMessage());
        assertFalse(e.isDeviceLost());
        assertTrue(e.getMessage().contains(Long.toString(tooLarge)), e.getMessage());
        assertRefused(ClStatus.INVALID_VALUE, () -> driver.createBuffer(cl.context, DriverFixture.BUFFER_FLAGS, 0));
    }

    @Test
    void nullHandlesAreRefused() {
        long buffer = cl.buffer(16);
        long device = cl.device.handle();
        MemorySegment host = cl.arena.allocate(16);
        assertRefused(ClStatus.INVALID_PLATFORM, () -> driver.devices(0));
        assertRefused(ClStatus.INVALID_PLATFORM, () -> driver.platformInfo(0, PlatformInfo.NAME));
        assertRefused(ClStatus.INVALID_DEVICE, () -> driver.deviceInfo(0, DeviceInfo.NAME));
        assertRefused(
                ClStatus.INVALID_DEVICE,
                () -> driver.createContext(cl.device.platform().handle(), 0));
        assertRefused(ClStatus.INVALID_CONTEXT, () -> driver.createQueue(0, device, false));
        assertRefused(ClStatus.INVALID_CONTEXT, () -> driver.createBuffer(0, DriverFixture.BUFFER_FLAGS, 16));
        assertRefused(ClStatus.INVALID_CONTEXT, () -> driver.buildProgram(0, device, SCALE, ""));
        assertRefused(ClStatus.INVALID_PROGRAM, () -> driver.createKernel(0, "scale"));
        assertRefused(ClStatus.INVALID_KERNEL, () -> driver.setArgInt(0, 0, 1));
        assertRefused(ClStatus.INVALID_KERNEL, () -> launch(0, 1, 8, 1));
        assertRefused(
                ClStatus.INVALID_COMMAND_QUEUE, () -> driver.enqueueWrite(0, buffer, true, 0, host, 0, 16, false));
        assertRefused(ClStatus.INVALID_MEM_OBJECT, () -> driver.enqueueRead(cl.queue, 0, true, 0, host, 0, 16, false));
        assertRefused(ClStatus.INVALID_MEM_OBJECT, () -> driver.setArgMem(boundKernel(), 0, 0));
        assertRefused(ClStatus.INVALID_COMMAND_QUEUE, () -> driver.finish(0));
        assertRefused(ClStatus.INVALID_COMMAND_QUEUE, () -> driver.flush(0));
        assertRefused(ClStatus.INVALID_EVENT, () -> driver.waitEvent(0));
        assertRefused(ClStatus.INVALID_EVENT, () -> driver.profilingNanos(0));
    }
}
