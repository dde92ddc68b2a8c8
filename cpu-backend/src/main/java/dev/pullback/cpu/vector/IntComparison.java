package dev.pullback.cpu.vector;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Comparison of int32 blocks, and choice between two by truth values. */
public final class IntComparison {
    private static final VectorSpecies<Integer> SPECIES = IntVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();
    private static final VectorSpecies<Byte> BYTES = TruthValues.species(L);

    private IntComparison() {}

    /** {@code out[i] = x[i] == y[i]}. */
    public static void equal(int[] x, int[] y, byte[] out, int n) {
        int i = 0;
        if (BYTES != null) {
            for (; i < n; i += L) {
                VectorMask<Byte> holds = IntVector.fromArray(SPECIES, x, i)
                        .compare(VectorOperators.EQ, IntVector.fromArray(SPECIES, y, i))
                        .cast(BYTES);
                ByteVector.zero(BYTES).blend((byte) 1, holds).intoArray(out, i);
            }
        }
        for (; i < n; i++) {
            out[i] = (byte) (x[i] == y[i] ? 1 : 0);
        }
    }

    /** {@code out[i] = x[i] != y[i]}. */
    public static void notEqual(int[] x, int[] y, byte[] out, int n) {
        int i = 0;
        if (BYTES != null) {
            for (; i < n; i += L) {
                VectorMask<Byte> holds = IntVector.fromArray(SPECIES, x, i)
                        .compare(VectorOperators.NE, IntVector.fromArray(SPECIES, y, i))
                        .cast(BYTES);
                ByteVector.zero(BYTES).blend((byte) 1, holds).intoArray(out, i);
            }
        }
        for (; i < n; i++) {
            out[i] = (byte) (x[i] != y[i] ? 1 : 0);
        }
    }

    /** {@code out[i] = x[i] < y[i]}. */
    public static void less(int[] x, int[] y, byte[] out, int n) {
        int i = 0;
        if (BYTES != null) {
            for (; i < n; i += L) {
                VectorMask<Byte> holds = IntVector.fromArray(SPECIES, x, i)
                        .compare(VectorOperators.LT, IntVector.fromArray(SPECIES, y, i))
                        .cast(BYTES);
                ByteVector.zero(BYTES).blend((byte) 1, holds).intoArray(out, i);
            }
        }
        for (; i < n; i++) {
            out[i] = (byte) (x[i] < y[i] ? 1 : 0);
        }
    }

    /** {@code out[i] = x[i] <= y[i]}. */
    public static void lessEqual(int[] x, int[] y, byte[] out, int n) {
        int i = 0;
        if (BYTES != null) {
            for (; i < n; i += L) {
                VectorMask<Byte> holds = IntVector.fromArray(SPECIES, x, i)
                        .compare(VectorOperators.LE, IntVector.fromArray(SPECIES, y, i))
                        .cast(BYTES);
                ByteVector.zero(BYTES).blend((byte) 1, holds).intoArray(out, i);
            }
        }
        for (; i < n; i++) {
            out[i] = (byte) (x[i] <= y[i] ? 1 : 0);
        }
    }

    /** {@code out[i] = x[i] > y[i]}. */
    public static void greater(int[] x, int[] y, byte[] out, int n) {
        int i = 0;
        if (BYTES != null) {
            for (; i < n; i += L) {
                VectorMask<Byte> holds = IntVector.fromArray(SPECIES, x, i)
                        .compare(VectorOperators.GT, IntVector.fromArray(SPECIES, y, i))
                        .cast(BYTES);
                ByteVector.zero(BYTES).blend((byte) 1, holds).intoArray(out, i);
            }
        }
        for (; i < n; i++) {
            out[i] = (byte) (x[i] > y[i] ? 1 : 0);
        }
    }

    /** {@code out[i] = x[i] >= y[i]}. */
    public static void greaterEqual(int[] x, int[] y, byte[] out, int n) {
        int i = 0;
        if (BYTES != null) {
            for (; i < n; i += L) {
                VectorMask<Byte> holds = IntVector.fromArray(SPECIES, x, i)
                        .compare(VectorOperators.GE, IntVector.fromArray(SPECIES, y, i))
                        .cast(BYTES);
                ByteVector.zero(BYTES).blend((byte) 1, holds).intoArray(out, i);
            }
        }
        for (; i < n; i++) {
            out[i] = (byte) (x[i] >= y[i] ? 1 : 0);
        }
    }

    /** {@code out[i] = condition[i] ? x[i] : y[i]}. */
    public static void select(byte[] condition, int[] x, int[] y, int[] out, int n) {
        int i = 0;
        if (BYTES != null) {
            for (; i < n; i += L) {
                VectorMask<Byte> holds =
                        ByteVector.fromArray(BYTES, condition, i).compare(VectorOperators.NE, (byte) 0);
                IntVector.fromArray(SPECIES, y, i)
                        .blend(IntVector.fromArray(SPECIES, x, i), holds.cast(SPECIES))
                        .intoArray(out, i);
            }
        }
        for (; i < n; i++) {
            out[i] = condition[i] != 0 ? x[i] : y[i];
        }
    }
}
