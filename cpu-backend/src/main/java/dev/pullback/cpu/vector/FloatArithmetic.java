package dev.pullback.cpu.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Arithmetic on float32 blocks, correctly rounded. Plain loops, which the compiler turns into vector code by itself. */
public final class FloatArithmetic {
    private FloatArithmetic() {}

    /** {@code out[i] = x[i] + y[i]}. */
    public static void add(float[] x, float[] y, float[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = x[i] + y[i];
        }
    }

    /** {@code out[i] = x[i] - y[i]}. */
    public static void subtract(float[] x, float[] y, float[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = x[i] - y[i];
        }
    }

    /** {@code out[i] = x[i] · y[i]}. */
    public static void multiply(float[] x, float[] y, float[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = x[i] * y[i];
        }
    }

    /** {@code out[i] = x[i] / y[i]}. */
    public static void divide(float[] x, float[] y, float[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = x[i] / y[i];
        }
    }

    /** {@code out[i] = max(x[i], y[i])}; NaN if either is. */
    public static void maximum(float[] x, float[] y, float[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = Math.max(x[i], y[i]);
        }
    }

    /** {@code out[i] = min(x[i], y[i])}; NaN if either is. */
    public static void minimum(float[] x, float[] y, float[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = Math.min(x[i], y[i]);
        }
    }

    /** {@code out[i] = -x[i]}. */
    public static void negate(float[] x, float[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = -x[i];
        }
    }

    /** {@code out[i] = |x[i]|}. */
    public static void absolute(float[] x, float[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = Math.abs(x[i]);
        }
    }

    /** {@code out[i] = x[i]²}. */
    public static void square(float[] x, float[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = x[i] * x[i];
        }
    }

    /** {@code out[i] = √x[i]}; NaN below zero. */
    public static void sqrt(float[] x, float[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = (float) Math.sqrt(x[i]);
        }
    }

    /** {@code out[i] = max(x[i], 0)}; NaN stays. */
    public static void relu(float[] x, float[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = Math.max(x[i], 0f);
        }
    }

    /** {@code out[i] = x[i] > 0 ? 1 : 0}; 0 for NaN. */
    public static void step(float[] x, float[] out, int n) {
        VectorSpecies<Float> species =
                FloatVector.SPECIES_PREFERRED; // not a field: the other loops do not need it loaded
        FloatVector zero = FloatVector.zero(species);
        for (int i = 0; i < n; i += species.length()) {
            FloatVector v = FloatVector.fromArray(species, x, i);
            zero.blend(1, v.compare(VectorOperators.GT, zero)).intoArray(out, i);
        }
    }
}
