package dev.pullback.cpu.matmul;

import java.lang.foreign.MemorySegment;

/**
 * What the product's routes need from an element type. Offsets and pitches into segments are bytes, into arrays elements;
 * a pitch is the distance of two rows as they lie in memory.
 *
 * @param <T> the array type, {@code float[]} or {@code double[]}
 */
interface Kernels<T> {
    /** Rows of C that one register kernel computes at a time. */
    int ROWS = 6;

    int elementBytes();

    /** Elements of one vector; a power of two. */
    int lanes();

    /** Vectors in a full strip of B: what the registers hold beside six rows of sums. */
    int stripVectors();

    T array(int length);

    T[] arrays(int count, int length);

    /** Runs the register kernel on rows of A in place and one strip of packed B; see {@link FloatRowKernels}. */
    void multiplyRows(
            int vectors, int k, MemorySegment a, long first, long pitch, int last, T b, int from, T[] sums, int column);

    /** Runs the register kernel on a packed panel of A and one strip of packed B; see {@link FloatPanelKernels}. */
    void multiplyPanel(int vectors, int k, T a, T b, int from, T[] sums, int column);

    /** Packs a strip of B stored {@code [k][n]} as {@code [k][width]}, zeros past {@code columns}. */
    void packStrip(MemorySegment b, long offset, long pitch, int k, int columns, T strip, int from, int width);

    /** Packs a strip of B stored {@code [n][k]} as {@code [k][width]}, zeros past {@code columns}; scratch as array(2 L²). */
    void packTransposedStrip(
            MemorySegment b, long offset, long pitch, int k, int columns, T strip, int from, int width, T scratch);

    /** Packs {@code rows} columns of A stored {@code [k][m]} as {@code [k][6]}; up to 6 + 2 L elements past the end are spoilt. */
    void packPanel(MemorySegment a, long offset, long pitch, int k, int rows, T panel);

    /** {@code sums[i] += values[i]} for {@code i < length}, the values being side by side. */
    void add(T sums, MemorySegment values, long offset, int length);

    /** Copies {@code length} elements that lie {@code step} bytes apart. */
    void gather(MemorySegment source, long offset, long step, int length, T target);

    /** Sets the first {@code length} elements to zero. */
    void clear(T sums, int length);

    /** Writes {@code length} elements side by side, from index {@code from} on. */
    void store(T source, int from, int length, MemorySegment target, long offset);

    /** Writes {@code length} elements, {@code step} bytes apart. */
    void scatter(T source, int length, MemorySegment target, long offset, long step);

    /**
     * {@code sums[at + r] = Σ_i A[r][i] · x[i]} for four rows of A, of which rows past {@code last} repeat it; four vectors
     * behind the k elements of x are scratch.
     */
    void dots(MemorySegment a, long offset, long pitch, int last, T x, int k, T sums, int at);

    /** {@code sums[j] += Σ_i x[at + i] · B[i][j]} for {@code j < columns} and the first {@code rows <= 4} rows of B, in order. */
    void combine(MemorySegment b, long offset, long pitch, int rows, T x, int at, T sums, int columns);
}
