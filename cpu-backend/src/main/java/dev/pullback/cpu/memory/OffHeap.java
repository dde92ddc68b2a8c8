package dev.pullback.cpu.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Tells the compiler that a segment is memory outside of the heap.
 *
 * <p>What a segment is, C2 otherwise guesses from all the segments that the JDK's methods have met in this process. Heap segments
 * are always among them: {@code Vector.reinterpretAs…} makes them before it is compiled. Every access then asks which of the two it
 * is, no check leaves its loop, memory barriers lie between the vectors, and those may stay objects.
 */
public final class OffHeap {
    private static final Class<?> NATIVE = Arena.global().allocate(1).getClass();

    private OffHeap() {}

    /**
     * The same segment. To be called in every kernel, and the result to be used there: behind the comparison its class is known.
     *
     * @throws IllegalArgumentException if it is memory of the heap or a mapped file
     */
    public static MemorySegment known(MemorySegment segment) {
        if (segment.getClass() != NATIVE) {
            throw new IllegalArgumentException("A kernel needs memory outside of the heap, not " + segment);
        }
        return segment;
    }
}
