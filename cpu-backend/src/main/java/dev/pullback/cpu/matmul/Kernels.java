package dev.pullback.cpu.matmul;

import java.lang.foreign.MemorySegment;

/**
 * What the product's routes need from an element type. Offsets and pitches into segments are bytes, into arrays elements;
 * a pitch is the distance of two rows as they lie in memory.
 *
 * @param <T> the array type, {@code float[]} or {@code double[]}
 */
interface Kernels<T> extends TileKernels<T> {
    /** Rows of C that a register kernel computes at a time. */
    int ROWS = 6;

    /** The same where six would go beyond C's last row; on strips of four vectors only. */
    int FOUR_ROWS = 4;

    /** The same for results that are no wider than a vector. */
    int NARROW_ROWS = 8;

    /** Elements from one k to the next in a packed panel of A: a power of two that the kernel's rows fit in. */
    int PANEL = 8;

    int elementBytes();

    /** Elements of one vector; a power of two. */
    int lanes();

    /** Vectors in a full strip of B: what the registers hold beside six rows of sums. */
    int stripVectors();

    T array(int length);

    /** Runs the register kernel of six or four rows on a packed panel of A and a packed strip of B; see {@link FloatStripKernels}. */
    void multiply(int rows, int vectors, int k, T a, int panel, T b, int from, MemorySegment c, long to, long pitchC);

    /** The same on a full strip of B where it lies; six rows leave it packed. See {@link FloatDirectKernels}. */
    void multiplyDirect(
            int rows,
            int k,
            T a,
            int panel,
            MemorySegment b,
            long from,
            long pitch,
            T strip,
            int at,
            MemorySegment c,
            long to,
            long pitchC);

    /** Runs the register kernel of eight rows of A stored {@code [m][k]} on one vector of packed B; see {@link FloatNarrowKernels}. */
    void multiplyNarrowRows(
            int k,
            MemorySegment a,
            long first,
            long pitch,
            int last,
            T b,
            int from,
            MemorySegment c,
            long to,
            long pitchC);

    /** The same for A stored {@code [k][m]}. */
    void multiplyNarrowColumns(
            int k,
            MemorySegment a,
            long first,
            long pitch,
            int last,
            T b,
            int from,
            MemorySegment c,
            long to,
            long pitchC);

    /** Packs a strip of B stored {@code [k][n]} as {@code [k][width]}, anything past {@code columns}. */
    void packStrip(MemorySegment b, long offset, long pitch, int k, int columns, T strip, int from, int width);

    /** Packs a strip of B stored {@code [n][k]} as {@code [k][width]}, anything past {@code columns}; scratch as array(2 L²). */
    void packTransposedStrip(
            MemorySegment b, long offset, long pitch, int k, int columns, T strip, int from, int width, T scratch);

    /** Packs up to six rows of A stored {@code [m][k]} as a panel; see {@link FloatPanels#rows}. */
    void packRows(MemorySegment a, long first, long pitch, int rows, int k, T panel, int to);

    /** Packs columns of A stored {@code [k][m]} as panels of six rows; see {@link FloatPanels#columns}. */
    void packColumns(MemorySegment a, long first, long pitch, int columns, int k, T panel, int to, int length);

    /** Reads a tile in memory: rows of {@code width} become rows of {@code columns}, with a vector's length to spare behind them. */
    void read(MemorySegment tile, int width, int rows, int columns, T block);

    /** {@code C = C + scale · tile}; the product is rounded before the sum. */
    void update(
            MemorySegment tile,
            int width,
            int rows,
            int columns,
            double scale,
            MemorySegment c,
            long offset,
            long pitch);

    /** Copies {@code length} elements that lie {@code step} bytes apart. */
    void gather(MemorySegment source, long offset, long step, int length, T target);

    /** Sets the first {@code length} elements to zero. */
    void clear(T sums, int length);

    /**
     * {@code sums[at + r] = Σ_i A[r][i] · x[i]} for four rows of A, of which rows past {@code last} repeat it; four vectors
     * behind the k elements of x are scratch.
     */
    void dots(MemorySegment a, long offset, long pitch, int last, T x, int k, T sums, int at);

    /** {@code sums[j] += Σ_i x[at + i] · B[i][j]} for {@code j < columns} and the first {@code rows <= 4} rows of B, in order. */
    void combine(MemorySegment b, long offset, long pitch, int rows, T x, int at, T sums, int columns);
}
