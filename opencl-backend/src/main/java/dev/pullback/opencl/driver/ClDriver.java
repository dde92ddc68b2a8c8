package dev.pullback.opencl.driver;

import java.lang.foreign.MemorySegment;

/**
 * OpenCL 1.2 as this backend uses it, over one of two Java bindings.
 *
 * <p>Every object is a {@code long} handle, never 0. Host memory is an off-heap {@link MemorySegment} with an offset, so
 * nothing is limited to 2 GiB and sizes are checked before they reach a driver. Every failure is a {@link ClException}.
 *
 * <p>All calls may come from any thread, except that one kernel's arguments must be set and the kernel enqueued by one
 * thread at a time. An enqueue call returns an event only if asked for one ({@code wantEvent}), else 0; an event holds
 * driver memory until it is released, so ask for one only to wait on it or to time it.
 *
 * <p>Setting arguments and enqueueing is the way of every training step: with LWJGL it allocates nothing on the Java
 * heap. Kernels should have their arguments bound once and be enqueued many times.
 */
public interface ClDriver {

    /** {@code "lwjgl"} or {@code "jocl"}. */
    String binding();

    /** The platforms of this machine; empty where there is none. */
    long[] platforms();

    /** A platform's devices of every type; empty where it has none. */
    long[] devices(long platform);

    byte[] platformInfo(long platform, PlatformInfo question);

    byte[] deviceInfo(long device, DeviceInfo question);

    default String platformString(long platform, PlatformInfo question) {
        return InfoValue.string(platformInfo(platform, question));
    }

    default String deviceString(long device, DeviceInfo question) {
        return InfoValue.string(deviceInfo(device, question));
    }

    /** A number or a flag (0 or 1), whatever its width in the OpenCL headers. */
    default long deviceLong(long device, DeviceInfo question) {
        return InfoValue.number(deviceInfo(device, question));
    }

    /** A context for one device. */
    long createContext(long platform, long device);

    /**
     * An in-order queue.
     *
     * @param profiling whether its events carry times; this may cost time on every enqueue
     */
    long createQueue(long context, long device, boolean profiling);

    /** A buffer with undefined contents. Most drivers allocate only at first use, so a later call may run out of memory. */
    long createBuffer(long context, long flags, long bytes);

    /**
     * A buffer that is a part of another, and shares its memory and its flags.
     *
     * @param origin where it begins, a multiple of the device's {@link DeviceInfo#MEM_BASE_ADDR_ALIGN} (which is in bits)
     */
    long createSubBuffer(long buffer, long origin, long bytes);

    /**
     * Gives an object back.
     *
     * @throws ClException if it is no live object of that kind; {@link OwnedHandle} makes closing twice harmless
     */
    void release(HandleKind kind, long handle);

    /** How many objects of a kind exist now: 0 after a clean end. */
    int liveCount(HandleKind kind);

    /**
     * Compiles a program.
     *
     * @param options for the device's compiler, as in {@code -cl-std=CL1.2 -DN=4}; may be empty
     * @throws ClBuildException if the compiler refuses it
     */
    long buildProgram(long context, long device, String source, String options);

    /** What the compiler said, warnings included. */
    String buildLog(long program, long device);

    long createKernel(long program, String name);

    long kernelWorkGroupInfo(long kernel, long device, WorkGroupInfo question);

    void setArgMem(long kernel, int index, long buffer);

    void setArgInt(long kernel, int index, int value);

    void setArgLong(long kernel, int index, long value);

    void setArgFloat(long kernel, int index, float value);

    void setArgDouble(long kernel, int index, double value);

    /** Local memory of that many bytes for a {@code __local} pointer. */
    void setArgLocal(long kernel, int index, long bytes);

    /**
     * Enqueues a kernel over a grid of {@code dims} dimensions (1 to 3); sizes beyond {@code dims} are ignored.
     *
     * @param local0 the work-group's size, where 0 in all used dimensions leaves the choice to the driver
     */
    long enqueueNDRange(
            long queue,
            long kernel,
            int dims,
            long global0,
            long global1,
            long global2,
            long local0,
            long local1,
            long local2,
            boolean wantEvent);

    /**
     * Copies host memory to a buffer.
     *
     * @param blocking if false, the call may return before the copy is made: the host memory must then stay as it is,
     *     and reachable, until the queue is finished or the event is complete
     */
    long enqueueWrite(
            long queue,
            long buffer,
            boolean blocking,
            long bufferOffset,
            MemorySegment host,
            long hostOffset,
            long bytes,
            boolean wantEvent);

    /** Copies a buffer to host memory; {@code blocking} as in {@link #enqueueWrite}. */
    long enqueueRead(
            long queue,
            long buffer,
            boolean blocking,
            long bufferOffset,
            MemorySegment host,
            long hostOffset,
            long bytes,
            boolean wantEvent);

    /** Copies between buffers, or within one where the ranges do not overlap. */
    long enqueueCopy(
            long queue, long source, long target, long sourceOffset, long targetOffset, long bytes, boolean wantEvent);

    /**
     * Fills a buffer with a pattern.
     *
     * @param pattern its low {@code patternBytes} bytes, in the order of a number of that size
     * @param patternBytes 1, 2, 4 or 8; offset and bytes must be multiples of it
     */
    long enqueueFill(
            long queue, long buffer, long pattern, int patternBytes, long offset, long bytes, boolean wantEvent);

    /**
     * A buffer made with {@link MemoryFlags#ALLOC_HOST_PTR} as the host sees it, for reading and writing. Waits for the queue.
     * Transfers from and to it need no copy in between. Good until it is given back by {@link #unmapBuffer}.
     */
    MemorySegment mapBuffer(long queue, long buffer, long bytes);

    /** Gives back what {@link #mapBuffer} gave; it must not be used any more. */
    void unmapBuffer(long queue, long buffer, MemorySegment mapped);

    /** Sends what is enqueued to the device, without waiting. */
    void flush(long queue);

    /** Waits until everything enqueued is done. */
    void finish(long queue);

    void waitEvent(long event);

    /** Device time from start to end of a completed command, in nanoseconds; its queue must have been made for profiling. */
    long profilingNanos(long event);

    default void releaseEvent(long event) {
        release(HandleKind.EVENT, event);
    }
}
