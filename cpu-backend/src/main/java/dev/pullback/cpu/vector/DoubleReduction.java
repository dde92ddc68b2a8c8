package dev.pullback.cpu.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Reduction of rows within float64 blocks: of the n ≥ 1 elements from some index on. */
public final class DoubleReduction {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();

    private DoubleReduction() {}

    /**
     * Adds up a row by halves, overwriting it: the upper part is added to the lower one until one element is left, so each
     * element takes part in at most ⌈log₂ n⌉ additions and the error is at most log₂ n · u · Σ|x|.
     */
    public static double sum(double[] x, int from, int n) {
        int length = n;
        while (length > 1) {
            int half = Integer.highestOneBit(length - 1);
            addUpper(x, from, from + half, length - half);
            length = half;
        }
        return x[from];
    }

    private static void addUpper(double[] x, int lower, int upper, int count) {
        int i = 0;
        for (int end = SPECIES.loopBound(count); i < end; i += L) {
            load(x, lower + i).add(load(x, upper + i)).intoArray(x, lower + i);
        }
        for (; i < count; i++) {
            x[lower + i] += x[upper + i];
        }
    }

    /** The largest element; NaN if there is one. */
    public static double max(double[] x, int from, int n) {
        int end = from + SPECIES.loopBound(n);
        double max = x[from];
        if (end > from) {
            DoubleVector largest = load(x, from);
            for (int i = from + L; i < end; i += L) {
                largest = largest.max(load(x, i));
            }
            max = largest.reduceLanes(VectorOperators.MAX); // exact, so the order does not matter
        }
        for (int i = end; i < from + n; i++) {
            max = Math.max(max, x[i]);
        }
        return max;
    }

    /** Distance from {@code from} to the largest element, the first of several; a NaN counts as larger than all numbers. */
    public static int argmax(double[] x, int from, int n) {
        double max = max(x, from, n);
        if (Double.isNaN(max)) {
            return firstNaN(x, from, n);
        }
        int i = 0;
        for (int end = SPECIES.loopBound(n); i < end; i += L) {
            VectorMask<Double> found = load(x, from + i).compare(VectorOperators.EQ, max);
            if (found.anyTrue()) {
                return i + found.firstTrue();
            }
        }
        while (x[from + i] != max) {
            i++;
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

    private static DoubleVector load(double[] x, int from) {
        return DoubleVector.fromArray(SPECIES, x, from);
    }
}
