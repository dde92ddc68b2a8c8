package dev.pullback.cpu.matmul;

import java.lang.foreign.MemorySegment;

/** What becomes of a tile of sums. It has row behind row; those of C are {@code pitch} bytes apart. */
interface TileKernels<T> {
    /** {@code tile += C}. */
    void add(T tile, int rows, int columns, MemorySegment c, long offset, long pitch);

    /** {@code C = tile}. */
    void store(T tile, int rows, int columns, MemorySegment c, long offset, long pitch);

    /** {@code C = C + scale · tile}; the product is rounded before the sum. */
    void update(T tile, int rows, int columns, double scale, MemorySegment c, long offset, long pitch);
}
