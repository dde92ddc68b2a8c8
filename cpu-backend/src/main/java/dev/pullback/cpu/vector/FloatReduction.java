package dev.pullback.cpu.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Reduction of rows within float32 blocks: of the n ≥ 1 elements from some index on. */
public final class FloatReduction {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();

    private FloatReduction() {}

    /**
     * Adds up a row by halves, overwriting it: the upper part is added to the lower one until one element is left, so each
     * element takes part in at most ⌈log₂ n⌉ additions and the error is at most log₂ n · u · Σ|x|.
     */
    public static float sum(float[] x, int from, int n) {
        int length = n;
        while (length > 1) {
            int half = Integer.highestOneBit(length - 1);
            addUpper(x, from, from + half, length - half);
            length = half;
        }
        return x[from];
    }

    private static void addUpper(float[] x, int lower, int upper, int count) {
        int i = 0;
        for (int end = SPECIES.loopBound(count); i < end; i += L) {
            load(x, lower + i).add(load(x, upper + i)).intoArray(x, lower + i);
        }
        for (; i < count; i++) {
            x[lower + i] += x[upper + i];
        }
    }

    /** The largest element; NaN if there is one. */
    public static float max(float[] x, int from, int n) {
        int end = from + SPECIES.loopBound(n);
        float max = x[from];
        if (end > from) {
            FloatVector largest = load(x, from);
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
    public static int argmax(float[] x, int from, int n) {
        float max = max(x, from, n);
        if (Float.isNaN(max)) {
            return firstNaN(x, from, n);
        }
        int i = 0;
        for (int end = SPECIES.loopBound(n); i < end; i += L) {
            VectorMask<Float> found = load(x, from + i).compare(VectorOperators.EQ, max);
            if (found.anyTrue()) {
                return i + found.firstTrue();
            }
        }
        while (x[from + i] != max) {
            i++;
        }
        return i;
    }

    private static int firstNaN(float[] x, int from, int n) {
        for (int i = 0; i < n; i++) {
            if (Float.isNaN(x[from + i])) {
                return i;
            }
        }
        throw new IllegalArgumentException("No NaN among the " + n + " elements from " + from + " on");
    }

    private static FloatVector load(float[] x, int from) {
        return FloatVector.fromArray(SPECIES, x, from);
    }
}
