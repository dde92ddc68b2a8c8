package dev.pullback.cpu.vector;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Comparison of float32 blocks, and choice between two by truth values. As in Java, NaN is unequal to everything and in no order. */
public final class FloatComparison {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();
    private static final VectorSpecies<Byte> BYTES = TruthValues.species(L);

    private FloatComparison() {}

    /** {@code out[i] = x[i] == y[i]}. */
    public static void equal(float[] x, float[] y, byte[] out, int n) {
        int i = 0;
        if (BYTES != null) {
            for (; i < n; i += L) {
                VectorMask<Byte> holds = FloatVector.fromArray(SPECIES, x, i)
                        .compare(VectorOperators.EQ, FloatVector.fromArray(SPECIES, y, i))
                        .cast(BYTES);
                ByteVector.zero(BYTES).blend((byte) 1, holds).intoArray(out, i);
            }
        }
        for (; i < n; i++) {
            out[i] = (byte) (x[i] == y[i] ? 1 : 0);
        }
    }

    /** {@code out[i] = x[i] != y[i]}. */
    public static void notEqual(float[] x, float[] y, byte[] out, int n) {
        int i = 0;
        if (BYTES != null) {
            for (; i < n; i += L) {
                VectorMask<Byte> holds = FloatVector.fromArray(SPECIES, x, i)
                        .compare(VectorOperators.NE, FloatVector.fromArray(SPECIES, y, i))
                        .cast(BYTES);
                ByteVector.zero(BYTES).blend((byte) 1, holds).intoArray(out, i);
            }
        }
        for (; i < n; i++) {
            out[i] = (byte) (x[i] != y[i] ? 1 : 0);
        }
    }

    /** {@code out[i] = x[i] < y[i]}. */
    public static void less(float[] x, float[] y, byte[] out, int n) {
        int i = 0;
        if (BYTES != null) {
            for (; i < n; i += L) {
                VectorMask<Byte> holds = FloatVector.fromArray(SPECIES, x, i)
                        .compare(VectorOperators.LT, FloatVector.fromArray(SPECIES, y, i))
                        .cast(BYTES);
                ByteVector.zero(BYTES).blend((byte) 1, holds).intoArray(out, i);
            }
        }
        for (; i < n; i++) {
            out[i] = (byte) (x[i] < y[i] ? 1 : 0);
        }
    }

    /** {@code out[i] = x[i] <= y[i]}. */
    public static void lessEqual(float[] x, float[] y, byte[] out, int n) {
        int i = 0;
        if (BYTES != null) {
            for (; i < n; i += L) {
                VectorMask<Byte> holds = FloatVector.fromArray(SPECIES, x, i)
                        .compare(VectorOperators.LE, FloatVector.fromArray(SPECIES, y, i))
                        .cast(BYTES);
                ByteVector.zero(BYTES).blend((byte) 1, holds).intoArray(out, i);
            }
        }
        for (; i < n; i++) {
            out[i] = (byte) (x[i] <= y[i] ? 1 : 0);
        }
    }

    /** {@code out[i] = x[i] > y[i]}. */
    public static void greater(float[] x, float[] y, byte[] out, int n) {
        int i = 0;
        if (BYTES != null) {
            for (; i < n; i += L) {
                VectorMask<Byte> holds = FloatVector.fromArray(SPECIES, x, i)
                        .compare(VectorOperators.GT, FloatVector.fromArray(SPECIES, y, i))
                        .cast(BYTES);
                ByteVector.zero(BYTES).blend((byte) 1, holds).intoArray(out, i);
            }
        }
        for (; i < n; i++) {
            out[i] = (byte) (x[i] > y[i] ? 1 : 0);
        }
    }

    /** {@code out[i] = x[i] >= y[i]}. */
    public static void greaterEqual(float[] x, float[] y, byte[] out, int n) {
        int i = 0;
        if (BYTES != null) {
            for (; i < n; i += L) {
                VectorMask<Byte> holds = FloatVector.fromArray(SPECIES, x, i)
                        .compare(VectorOperators.GE, FloatVector.fromArray(SPECIES, y, i))
                        .cast(BYTES);
                ByteVector.zero(BYTES).blend((byte) 1, holds).intoArray(out, i);
            }
        }
        for (; i < n; i++) {
            out[i] = (byte) (x[i] >= y[i] ? 1 : 0);
        }
    }

    /** {@code out[i] = condition[i] ? x[i] : y[i]}. */
    public static void select(byte[] condition, float[] x, float[] y, float[] out, int n) {
        int i = 0;
        if (BYTES != null) {
            for (; i < n; i += L) {
                VectorMask<Byte> holds =
                        ByteVector.fromArray(BYTES, condition, i).compare(VectorOperators.NE, (byte) 0);
                FloatVector.fromArray(SPECIES, y, i)
                        .blend(FloatVector.fromArray(SPECIES, x, i), holds.cast(SPECIES))
                        .intoArray(out, i);
            }
        }
        for (; i < n; i++) {
            out[i] = condition[i] != 0 ? x[i] : y[i];
        }
    }
}
