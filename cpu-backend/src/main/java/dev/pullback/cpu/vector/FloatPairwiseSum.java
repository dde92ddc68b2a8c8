package dev.pullback.cpu.vector;

import dev.pullback.cpu.warm.Lanes;
import dev.pullback.cpu.warm.Trial;
import dev.pullback.cpu.warm.VectorCode;
import jdk.incubator.vector.FloatVector;

/**
 * Sums of float32 rows, column by column and pairwise: sums of 1, 2, 4, ... rows are kept and two of a size are added at once, as
 * a binary counter carries. Each row takes part in at most ⌈log₂ rows⌉ additions, in an order given by the number of rows
 * alone. With rows of one element, it adds up the sums of blocks.
 *
 * <p>Not for several threads. Allocates only when it meets more rows than ever before.
 */
public final class FloatPairwiseSum {
    private static final int L = Lanes.ofBits(Float.SIZE);
    private static final VectorCode CODE = new VectorCode("sums of float32 rows", FloatPairwiseSum::trial);
    private static final int MAX_LEVELS = Long.SIZE;

    private final float[][] levels = new float[MAX_LEVELS][];
    private final int capacity;
    private int width;
    private long rows;

    /** For rows of up to that many elements. */
    public FloatPairwiseSum(int capacity) {
        this.capacity = capacity;
    }

    private static Trial trial() {
        int width = 4 * L + 1;
        float[] x = new float[width];
        float[] sums = new float[width];
        FloatPairwiseSum rows = new FloatPairwiseSum(width);
        rows.begin(width);
        return new Trial(() -> rows.addVectors(sums, x, 0), () -> rows.addFew(sums, x, 0));
    }

    /** Forgets all rows; the next ones have {@code width} elements. */
    public void begin(int width) {
        if (width > capacity) {
            throw new IllegalArgumentException("Rows of " + width + " elements where there is room for " + capacity);
        }
        this.width = width;
        rows = 0;
    }

    /** Adds the row that begins at index {@code from}. */
    public void add(float[] x, int from) {
        float[] carry = level(0);
        if ((rows & 1) == 0) {
            System.arraycopy(x, from, carry, 0, width);
        } else {
            addTo(carry, x, from);
            int level = 1;
            for (; (rows >>> level & 1) != 0; level++) {
                addTo(levels[level], levels[level - 1], 0);
            }
            float[] free = level(level);
            levels[level] = levels[level - 1];
            levels[level - 1] = free;
        }
        rows++;
    }

    /** Writes the sums to {@code out} from index {@code to} on, zeros if there was no row. Only {@link #begin} may follow. */
    public void finish(float[] out, int to) {
        float[] total = null;
        for (int level = 0; rows >>> level != 0; level++) {
            if ((rows >>> level & 1) != 0) {
                if (total != null) {
                    addTo(levels[level], total, 0);
                }
                total = levels[level];
            }
        }
        for (int i = 0; i < width; i++) {
            out[to + i] = total == null ? 0 : total[i];
        }
    }

    private float[] level(int level) {
        if (levels[level] == null) {
            levels[level] = new float[capacity];
        }
        return levels[level];
    }

    private void addTo(float[] sums, float[] x, int from) {
        if (width < L || !CODE.isFast(width)) {
            addFew(sums, x, from);
        } else {
            addVectors(sums, x, from);
        }
    }

    /** On its own: vectors that are rare in a method that runs often become objects. */
    private void addFew(float[] sums, float[] x, int from) {
        for (int i = 0; i < width; i++) {
            sums[i] += x[from + i];
        }
    }

    private void addVectors(float[] sums, float[] x, int from) {
        int i = 0;
        for (int end = width & -L; i < end; i += L) {
            FloatVector.fromArray(FloatVector.SPECIES_PREFERRED, sums, i)
                    .add(FloatVector.fromArray(FloatVector.SPECIES_PREFERRED, x, from + i))
                    .intoArray(sums, i);
        }
        for (; i < width; i++) {
            sums[i] += x[from + i];
        }
    }
}
