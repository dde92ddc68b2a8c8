package dev.pullback.cpu.matmul;

import java.lang.foreign.MemorySegment;

/**
 * What {@link PlainRoute} needs from an element type. Rows are arrays of their own that begin at index 0: loops over such are
 * what the compiler turns into vector code by itself, whereas it fears that parts of one array overlap.
 */
interface PlainKernels<T> extends TileKernels<T> {
    T array(int length);

    /** Copies elements that lie side by side. */
    void load(MemorySegment from, long offset, T to, int at, int length);

    /** {@code out_j[i] = rows[i · pitch + from + j]}: four columns of a matrix become rows. */
    void columns(T rows, int pitch, int from, int length, T out0, T out1, T out2, T out3);

    /** Sets the first {@code length} elements to zero. */
    void clear(T row, int length);

    /**
     * Adds four rows of B, in order, to two rows of C: {@code c[j] += a[p] · b0[j] + … + a[p + 3 · step] · b3[j]}, and so to d
     * with q, each product fused with its sum.
     */
    void multiply(T c, T d, T b0, T b1, T b2, T b3, int length, T a, int p, int q, int step);

    /** {@code c[j] += a[p] · b[j]}, fused. */
    void multiply(T c, T b, int length, T a, int p);

    /**
     * {@code out[at] = Σ_i x[i] · row[i]} as a vector of so many lanes adds up: lane by lane, then the lanes by halves, then
     * what did not fill a vector.
     */
    void dot(int lanes, T x, T row, int length, T out, int at);
}
