package dev.pullback.opencl.driver;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.cl_command_queue;
import org.jocl.cl_mem;

/** Gives JOCL, whose pointers start at a buffer, pointers to any address, and a place for a kernel's argument. */
final class JoclMemory {

    /** Never read or written: the point from which all addresses are counted. */
    private static final ByteBuffer BASE = ByteBuffer.allocateDirect(1);

    private static final long BASE_ADDRESS = MemorySegment.ofBuffer(BASE).address();
    private static final Pointer BASE_POINTER = Pointer.to(BASE);

    private static final ThreadLocal<JoclMemory> OF_THREAD = ThreadLocal.withInitial(JoclMemory::new);

    private final ByteBuffer value = ByteBuffer.allocateDirect(Long.BYTES).order(ByteOrder.nativeOrder());
    private final Pointer pointer = Pointer.to(value);

    private JoclMemory() {}

    /**
     * A pointer to native memory. Buffers end at 2 GiB and offsets do not, so this reaches every address where a buffer
     * over the memory itself could not.
     */
    static Pointer at(long address) {
        return BASE_POINTER.withByteOffset(address - BASE_ADDRESS);
    }

    /** A buffer as the host sees it, for reading and writing. */
    static MemorySegment mapped(cl_command_queue queue, cl_mem buffer, long bytes) {
        String call = "clEnqueueMapBuffer";
        ClChecks.mapped(bytes, call);
        long flags = CL.CL_MAP_READ | CL.CL_MAP_WRITE;
        return MemorySegment.ofBuffer(JoclCalls.create(
                call,
                bytes + " bytes",
                status -> CL.clEnqueueMapBuffer(queue, buffer, true, flags, 0, bytes, 0, null, null, status)));
    }

    static void unmap(cl_command_queue queue, cl_mem buffer, MemorySegment mapped) {
        JoclCalls.run(
                "clEnqueueUnmapMemObject",
                "",
                () -> CL.clEnqueueUnmapMemObject(queue, buffer, mapped.asByteBuffer(), 0, null, null));
    }

    /** The place of this thread, good until its next call here. */
    static JoclMemory ofThread() {
        return OF_THREAD.get();
    }

    Pointer holding(int bits) {
        value.putInt(0, bits);
        return pointer;
    }

    Pointer holding(long bits) {
        value.putLong(0, bits);
        return pointer;
    }

    /** The low {@code bytes} bytes of a number, as a number of that size. */
    Pointer holding(long bits, int bytes) {
        switch (bytes) {
            case Byte.BYTES -> value.put(0, (byte) bits);
            case Short.BYTES -> value.putShort(0, (short) bits);
            case Integer.BYTES -> value.putInt(0, (int) bits);
            default -> value.putLong(0, bits);
        }
        return pointer;
    }
}
