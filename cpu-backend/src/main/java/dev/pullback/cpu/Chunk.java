package dev.pullback.cpu;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** A piece of memory as it comes from Java; it may serve several blocks, one after the other. */
record Chunk(Arena arena, MemorySegment memory) {

    /** A cache line, and the widest vector. */
    static final long ALIGNMENT = 64;

    /**
     * Takes a new piece, all zeros.
     *
     * @throws OutOfMemoryError if the system refuses
     */
    static Chunk allocate(long bytes) {
        Arena arena = Arena.ofShared();
        try {
            return new Chunk(arena, arena.allocate(bytes, ALIGNMENT));
        } catch (OutOfMemoryError | RuntimeException refused) {
            arena.close();
            throw refused;
        }
    }

    long bytes() {
        return memory.byteSize();
    }

    void free() {
        arena.close();
    }
}
