package dev.pullback.cpu.vector;

import dev.pullback.cpu.warm.Lanes;
import dev.pullback.cpu.warm.Trial;
import dev.pullback.cpu.warm.VectorCode;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

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

    /** So many rows are added at once, where they come together. */
    private static final int EIGHT = 8;

    private static final int LEVEL_OF_EIGHT = 3;

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
        float[] x = new float[EIGHT * width];
        float[] sums = new float[width];
        FloatPairwiseSum rows = new FloatPairwiseSum(width);
        rows.begin(width);
        return new Trial(
                () -> {
                    rows.addVectors(sums, x, 0);
                    rows.eightVectors(sums, x, 0);
                },
                () -> {
                    rows.addFew(sums, x, 0);
                    rows.eightPlainly(sums, x, 0, 0);
                });
    }

    /** Forgets all rows; the next ones have {@code width} elements. */
    public void begin(int width) {
        if (width > capacity) {
            throw new IllegalArgumentException("Rows of " + width + " elements where there is room for " + capacity);
        }
        this.width = width;
        rows = 0;
    }

    /** Adds so many rows, which lie one behind the other from index {@code from} on. */
    public void add(float[] x, int from, int count) {
        int row = 0;
        while (row < count) {
            boolean together = rows % EIGHT == 0 && count - row >= EIGHT;
            if (together) {
                addEight(x, from + row * width);
            } else {
                addOne(x, from + row * width);
            }
            row += together ? EIGHT : 1;
        }
    }

    private void addOne(float[] x, int from) {
        float[] sums = level(0);
        if (rows % 2 == 0) {
            System.arraycopy(x, from, sums, 0, width);
        } else {
            addTo(sums, x, from);
            carry(1);
        }
        rows++;
    }

    /** The same additions as of one after the other, without a way to memory and back for each. */
    private void addEight(float[] x, int from) {
        float[] sums = level(LEVEL_OF_EIGHT - 1);
        if (hasVectors(EIGHT)) {
            eightVectors(sums, x, from);
        } else {
            eightPlainly(sums, x, from, 0);
        }
        carry(LEVEL_OF_EIGHT);
        rows += EIGHT;
    }

    /** A sum of a level's size, which stands one level lower, goes up as far as there is one to add it to. */
    private void carry(int level) {
        int to = level;
        for (; (rows >>> to & 1) != 0; to++) {
            addTo(levels[to], levels[to - 1], 0);
        }
        float[] free = level(to);
        levels[to] = levels[to - 1];
        levels[to - 1] = free;
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

    private boolean hasVectors(int count) {
        return width >= L && CODE.isFast(count * width);
    }

    private void addTo(float[] sums, float[] x, int from) {
        if (hasVectors(1)) {
            addVectors(sums, x, from);
        } else {
            addFew(sums, x, from);
        }
    }

    /** On its own: vectors that are rare in a method that runs often become objects. */
    private void addFew(float[] sums, float[] x, int from) {
        for (int i = 0; i < width; i++) {
            sums[i] += x[from + i];
        }
    }

    private void addVectors(float[] sums, float[] x, int from) {
        VectorSpecies<Float> species = FloatVector.SPECIES_PREFERRED; // not a field: short rows do not need it loaded
        int i = 0;
        for (int end = width & -L; i < end; i += L) {
            FloatVector.fromArray(species, sums, i)
                    .add(FloatVector.fromArray(species, x, from + i))
                    .intoArray(sums, i);
        }
        for (; i < width; i++) {
            sums[i] += x[from + i];
        }
    }

    private void eightVectors(float[] sums, float[] x, int from) {
        VectorSpecies<Float> species = FloatVector.SPECIES_PREFERRED;
        int end = width & -L;
        for (int i = 0; i < end; i += L) {
            int first = from + i;
            int fifth = first + 4 * width;
            FloatVector s0 =
                    FloatVector.fromArray(species, x, first).add(FloatVector.fromArray(species, x, first + width));
            FloatVector s2 = FloatVector.fromArray(species, x, first + 2 * width)
                    .add(FloatVector.fromArray(species, x, first + 3 * width));
            FloatVector s4 =
                    FloatVector.fromArray(species, x, fifth).add(FloatVector.fromArray(species, x, fifth + width));
            FloatVector s6 = FloatVector.fromArray(species, x, fifth + 2 * width)
                    .add(FloatVector.fromArray(species, x, fifth + 3 * width));
            s0.add(s2).add(s4.add(s6)).intoArray(sums, i);
        }
        eightPlainly(sums, x, from, end);
    }

    private void eightPlainly(float[] sums, float[] x, int from, int start) {
        for (int i = start; i < width; i++) {
            int first = from + i;
            int fifth = first + 4 * width;
            float front = (x[first] + x[first + width]) + (x[first + 2 * width] + x[first + 3 * width]);
            sums[i] = front + ((x[fifth] + x[fifth + width]) + (x[fifth + 2 * width] + x[fifth + 3 * width]));
        }
    }
}
