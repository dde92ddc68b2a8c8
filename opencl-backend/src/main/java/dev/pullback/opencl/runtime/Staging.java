package dev.pullback.opencl.runtime;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Off-heap memory through which Java arrays reach the device; grows to the largest transfer and is kept. */
final class Staging {

    private static final long ALIGNMENT = 64;

    /** Shared, because the thread that closes it need not be the one that used it. */
    private Arena arena = Arena.ofShared();

    private MemorySegment memory = MemorySegment.NULL;

    MemorySegment atLeast(long bytes) {
        if (memory.byteSize() < bytes) {
            Arena larger = Arena.ofShared();
            memory = larger.allocate(bytes, ALIGNMENT);
            arena.close();
            arena = larger;
        }
        return memory.asSlice(0, bytes);
    }

    void close() {
        arena.close();
    }
}
