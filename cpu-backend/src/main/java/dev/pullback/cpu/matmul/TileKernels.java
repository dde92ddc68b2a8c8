package dev.pullback.cpu.matmul;

import java.lang.foreign.MemorySegment;

/** What becomes of a tile of sums. Its rows are {@code width} elements apart, those of C {@code pitch} bytes. */
interface TileKernels<T> {
    /** {@code tile += C}. */
    void add(T tile, int width, int rows, int columns, MemorySegment c, long offset, long pitch);

    /** {@code C = tile}. */
    void store(T tile, int width, int rows, int columns, MemorySegment c, long offset, long pitch);

    /** {@code C = C + scale · tile}; the product is rounded before the sum. */
    void update(T tile, int width, int rows, int columns, double scale, MemorySegment c, long offset, long pitch);
}
