package dev.pullback.cpu.vector;

import dev.pullback.cpu.warm.Lanes;
import dev.pullback.cpu.warm.Trial;
import dev.pullback.cpu.warm.VectorCode;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

/** Reduction of rows within float64 blocks: of the n ≥ 1 elements from some index on. */
public final class DoubleReduction {
    private static final int L = Lanes.ofBits(Double.SIZE);

    private static final VectorCode CODE = new VectorCode("reduction of float64 rows", DoubleReduction::trial);

    private DoubleReduction() {}

    private static Trial trial() {
        int n = 4 * L;
        double[] x = new double[2 * n];
        return new Trial(
                () -> {
                    addUpper(x, 0, n, n - 1);
                    x[0] = maxOfVectors(x, n, 2 * n);
                    skipVectors(x, n, n, 1);
                },
                () -> {
                    addFew(x, 0, n, n - 1);
                    x[0] = maxOfFew(x, n, 2 * n, x[n]);
                });
    }

    /**
     * Adds up a row by halves, overwriting it: the upper part is added to the lower one until one element is left, so each
     * element takes part in at most ⌈log₂ n⌉ additions and the error is at most log₂ n · u · Σ|x|.
     */
    public static double sum(double[] x, int from, int n) {
        int length = n;
        while (length > 1) {
            int half = Integer.highestOneBit(length - 1);
            if (length - half < L || !CODE.isFast(length - half)) {
                addFew(x, from, from + half, length - half);
            } else {
                addUpper(x, from, from + half, length - half);
            }
            length = half;
        }
        return x[from];
    }

    /** The {@link #sum} of each of some rows, which lie one behind the other from index 0 on; it is left where its row begins. */
    public static void sums(double[] x, int rows, int n) {
        if (n >= L) {
            for (int from = 0; from < rows * n; from += n) {
                x[from] = sum(x, from, n);
            }
            return;
        }
        int length = n;
        while (length > 1) {
            int half = Integer.highestOneBit(length - 1);
            for (int i = 0; i < length - half; i++) {
                addColumn(x, rows * n, n, i, half + i);
            }
            length = half;
        }
    }

    /** Side by side: in a short row each addition would wait for the one before it. */
    private static void addColumn(double[] x, int end, int n, int i, int upper) {
        for (int from = 0; from < end; from += n) {
            x[from + i] += x[from + upper];
        }
    }

    /**
     * Apart from {@link #addUpper}: where vectors are rare in a method that runs often, the compiler leaves their operations
     * calls, and every vector becomes an object.
     */
    private static void addFew(double[] x, int lower, int upper, int count) {
        for (int i = 0; i < count; i++) {
            x[lower + i] += x[upper + i];
        }
    }

    private static void addUpper(double[] x, int lower, int upper, int count) {
        int i = 0;
        for (int end = count & -L; i < end; i += L) {
            DoubleVector.fromArray(DoubleVector.SPECIES_PREFERRED, x, lower + i)
                    .add(DoubleVector.fromArray(DoubleVector.SPECIES_PREFERRED, x, upper + i))
                    .intoArray(x, lower + i);
        }
        for (; i < count; i++) {
            x[lower + i] += x[upper + i];
        }
    }

    /** The largest element; NaN if there is one. */
    public static double max(double[] x, int from, int n) {
        int end = n >= L && CODE.isFast(n) ? from + (n & -L) : from;
        return maxOfFew(x, end, from + n, end > from ? maxOfVectors(x, from, end) : x[from]);
    }

    /** The {@link #max} of each of some rows, which lie one behind the other from index 0 on; it is left where its row begins. */
    public static void maxima(double[] x, int rows, int n) {
        for (int from = 0; from < rows * n; from += n) {
            x[from] = max(x, from, n);
        }
    }

    private static double maxOfFew(double[] x, int from, int end, double first) {
        double max = first;
        for (int i = from; i < end; i++) {
            max = Math.max(max, x[i]);
        }
        return max;
    }

    /** On its own for the same reason as {@link #addFew}. */
    private static double maxOfVectors(double[] x, int from, int end) {
        DoubleVector largest = DoubleVector.fromArray(DoubleVector.SPECIES_PREFERRED, x, from);
        for (int i = from + L; i < end; i += L) {
            largest = largest.max(DoubleVector.fromArray(DoubleVector.SPECIES_PREFERRED, x, i));
        }
        return largest.reduceLanes(VectorOperators.MAX); // exact, so the order does not matter
    }

    /** Distance from {@code from} to the largest element, the first of several; a NaN counts as larger than all numbers. */
    public static int argmax(double[] x, int from, int n) {
        double max = max(x, from, n);
        if (Double.isNaN(max)) {
            return firstNaN(x, from, n);
        }
        int i = n >= L && CODE.isFast(n) ? skipVectors(x, from, n, max) : 0;
        while (x[from + i] != max) {
            i++;
        }
        return i;
    }

    /** Elements in whole vectors from {@code from} on that are all unequal to the value. */
    private static int skipVectors(double[] x, int from, int n, double value) {
        int i = 0;
        for (int end = n & -L; i < end; i += L) {
            if (DoubleVector.fromArray(DoubleVector.SPECIES_PREFERRED, x, from + i)
                    .compare(VectorOperators.EQ, value)
                    .anyTrue()) {
                break;
            }
        }
        return i;
    }

    private static int firstNaN(double[] x, int from, int n) {
        for (int i = 0; i < n; i++) {
            if (Double.isNaN(x[from + i])) {
                return i;
            }
        }
        throw new IllegalArgumentException("No NaN among the " + n + " elements from " + from + " on");
    }
}
