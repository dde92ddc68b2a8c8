package dev.pullback.cpu.vector;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Comparison of float64 blocks, and choice between two by truth values. As in Java, NaN is unequal to everything and in no order. */
public final class DoubleComparison {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();
    private static final VectorSpecies<Byte> BYTES = TruthValues.species(L);

    private DoubleComparison() {}

    /** {@code out[i] = x[i] == y[i]}. */
    public static void equal(double[] x, double[] y, byte[] out, int n) {
        int i = 0;
        if (BYTES != null) {
            for (; i < n; i += L) {
                VectorMask<Byte> holds = DoubleVector.fromArray(SPECIES, x, i)
                        .compare(VectorOperators.EQ, DoubleVector.fromArray(SPECIES, y, i))
                        .cast(BYTES);
                ByteVector.zero(BYTES).blend((byte) 1, holds).intoArray(out, i);
            }
        }
        for (; i < n; i++) {
            out[i] = (byte) (x[i] == y[i] ? 1 : 0);
        }
    }

    /** {@code out[i] = x[i] != y[i]}. */
    public static void notEqual(double[] x, double[] y, byte[] out, int n) {
        int i = 0;
        if (BYTES != null) {
            for (; i < n; i += L) {
                VectorMask<Byte> holds = DoubleVector.fromArray(SPECIES, x, i)
                        .compare(VectorOperators.NE, DoubleVector.fromArray(SPECIES, y, i))
                        .cast(BYTES);
                ByteVector.zero(BYTES).blend((byte) 1, holds).intoArray(out, i);
            }
        }
        for (; i < n; i++) {
            out[i] = (byte) (x[i] != y[i] ? 1 : 0);
        }
    }

    /** {@code out[i] = x[i] < y[i]}. */
    public static void less(double[] x, double[] y, byte[] out, int n) {
        int i = 0;
        if (BYTES != null) {
            for (; i < n; i += L) {
                VectorMask<Byte> holds = DoubleVector.fromArray(SPECIES, x, i)
                        .compare(VectorOperators.LT, DoubleVector.fromArray(SPECIES, y, i))
                        .cast(BYTES);
                ByteVector.zero(BYTES).blend((byte) 1, holds).intoArray(out, i);
            }
        }
        for (; i < n; i++) {
            out[i] = (byte) (x[i] < y[i] ? 1 : 0);
        }
    }

    /** {@code out[i] = x[i] <= y[i]}. */
    public static void lessEqual(double[] x, double[] y, byte[] out, int n) {
        int i = 0;
        if (BYTES != null) {
            for (; i < n; i += L) {
                VectorMask<Byte> holds = DoubleVector.fromArray(SPECIES, x, i)
                        .compare(VectorOperators.LE, DoubleVector.fromArray(SPECIES, y, i))
                        .cast(BYTES);
                ByteVector.zero(BYTES).blend((byte) 1, holds).intoArray(out, i);
            }
        }
        for (; i < n; i++) {
            out[i] = (byte) (x[i] <= y[i] ? 1 : 0);
        }
    }

    /** {@code out[i] = x[i] > y[i]}. */
    public static void greater(double[] x, double[] y, byte[] out, int n) {
        int i = 0;
        if (BYTES != null) {
            for (; i < n; i += L) {
                VectorMask<Byte> holds = DoubleVector.fromArray(SPECIES, x, i)
                        .compare(VectorOperators.GT, DoubleVector.fromArray(SPECIES, y, i))
                        .cast(BYTES);
                ByteVector.zero(BYTES).blend((byte) 1, holds).intoArray(out, i);
            }
        }
        for (; i < n; i++) {
            out[i] = (byte) (x[i] > y[i] ? 1 : 0);
        }
    }

    /** {@code out[i] = x[i] >= y[i]}. */
    public static void greaterEqual(double[] x, double[] y, byte[] out, int n) {
        int i = 0;
        if (BYTES != null) {
            for (; i < n; i += L) {
                VectorMask<Byte> holds = DoubleVector.fromArray(SPECIES, x, i)
                        .compare(VectorOperators.GE, DoubleVector.fromArray(SPECIES, y, i))
                        .cast(BYTES);
                ByteVector.zero(BYTES).blend((byte) 1, holds).intoArray(out, i);
            }
        }
        for (; i < n; i++) {
            out[i] = (byte) (x[i] >= y[i] ? 1 : 0);
        }
    }

    /** {@code out[i] = condition[i] ? x[i] : y[i]}. */
    public static void select(byte[] condition, double[] x, double[] y, double[] out, int n) {
        int i = 0;
        if (BYTES != null) {
            for (; i < n; i += L) {
                VectorMask<Byte> holds =
                        ByteVector.fromArray(BYTES, condition, i).compare(VectorOperators.NE, (byte) 0);
                DoubleVector.fromArray(SPECIES, y, i)
                        .blend(DoubleVector.fromArray(SPECIES, x, i), holds.cast(SPECIES))
                        .intoArray(out, i);
            }
        }
        for (; i < n; i++) {
            out[i] = condition[i] != 0 ? x[i] : y[i];
        }
    }
}
