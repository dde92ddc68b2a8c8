package dev.pullback.cpu.vector;

import dev.pullback.cpu.warm.Lanes;
import dev.pullback.cpu.warm.Trial;
import dev.pullback.cpu.warm.VectorCode;
import jdk.incubator.vector.DoubleVector;

/**
 * Sums of float64 rows, column by column and pairwise: sums of 1, 2, 4, ... rows are kept and two of a size are added at once, as
 * a binary counter carries. Each row takes part in at most ⌈log₂ rows⌉ additions, in an order given by the number of rows
 * alone. With rows of one element, it adds up the sums of blocks.
 *
 * <p>Not for several threads. Allocates only when it meets more rows than ever before.
 */
public final class DoublePairwiseSum {
    private static final int L = Lanes.ofBits(Double.SIZE);
    private static final VectorCode CODE = new VectorCode("sums of float64 rows", DoublePairwiseSum::trial);
    private static final int MAX_LEVELS = Long.SIZE;

    private final double[][] levels = new double[MAX_LEVELS][];
    private final int capacity;
    private int width;
    private long rows;

    /** For rows of up to that many elements. */
    public DoublePairwiseSum(int capacity) {
        this.capacity = capacity;
    }

    private static Trial trial() {
        int width = 4 * L + 1;
        double[] x = new double[width];
        double[] sums = new double[width];
        DoublePairwiseSum rows = new DoublePairwiseSum(width);
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
    public void add(double[] x, int from) {
        double[] carry = level(0);
        if ((rows & 1) == 0) {
            System.arraycopy(x, from, carry, 0, width);
        } else {
            addTo(carry, x, from);
            int level = 1;
            for (; (rows >>> level & 1) != 0; level++) {
                addTo(levels[level], levels[level - 1], 0);
            }
            double[] free = level(level);
            levels[level] = levels[level - 1];
            levels[level - 1] = free;
        }
        rows++;
    }

    /** Writes the sums to {@code out} from index {@code to} on, zeros if there was no row. Only {@link #begin} may follow. */
    public void finish(double[] out, int to) {
        double[] total = null;
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

    private double[] level(int level) {
        if (levels[level] == null) {
            levels[level] = new double[capacity];
        }
        return levels[level];
    }

    private void addTo(double[] sums, double[] x, int from) {
        if (width < L || !CODE.isFast(width)) {
            addFew(sums, x, from);
        } else {
            addVectors(sums, x, from);
        }
    }

    /** On its own: vectors that are rare in a method that runs often become objects. */
    private void addFew(double[] sums, double[] x, int from) {
        for (int i = 0; i < width; i++) {
            sums[i] += x[from + i];
        }
    }

    private void addVectors(double[] sums, double[] x, int from) {
        int i = 0;
        for (int end = width & -L; i < end; i += L) {
            DoubleVector.fromArray(DoubleVector.SPECIES_PREFERRED, sums, i)
                    .add(DoubleVector.fromArray(DoubleVector.SPECIES_PREFERRED, x, from + i))
                    .intoArray(sums, i);
        }
        for (; i < width; i++) {
            sums[i] += x[from + i];
        }
    }
}
