package dev.pullback.cpu.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Arithmetic on float64 blocks, correctly rounded. Plain loops, which the compiler turns into vector code by itself. */
public final class DoubleArithmetic {
    private DoubleArithmetic() {}

    /** {@code out[i] = x[i] + y[i]}. */
    public static void add(double[] x, double[] y, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = x[i] + y[i];
        }
    }

    /** {@code out[i] = x[i] - y[i]}. */
    public static void subtract(double[] x, double[] y, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = x[i] - y[i];
        }
    }

    /** {@code out[i] = x[i] · y[i]}. */
    public static void multiply(double[] x, double[] y, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = x[i] * y[i];
        }
    }

    /** {@code out[i] = x[i] / y[i]}. */
    public static void divide(double[] x, double[] y, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = x[i] / y[i];
        }
    }

    /** {@code out[i] = max(x[i], y[i])}; NaN if either is. */
    public static void maximum(double[] x, double[] y, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = Math.max(x[i], y[i]);
        }
    }

    /** {@code out[i] = min(x[i], y[i])}; NaN if either is. */
    public static void minimum(double[] x, double[] y, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = Math.min(x[i], y[i]);
        }
    }

    /** {@code out[i] = -x[i]}. */
    public static void negate(double[] x, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = -x[i];
        }
    }

    /** {@code out[i] = |x[i]|}. */
    public static void absolute(double[] x, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = Math.abs(x[i]);
        }
    }

    /** {@code out[i] = x[i]²}. */
    public static void square(double[] x, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = x[i] * x[i];
        }
    }

    /** {@code out[i] = √x[i]}; NaN below zero. */
    public static void sqrt(double[] x, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = Math.sqrt(x[i]);
        }
    }

    /** {@code out[i] = max(x[i], 0)}; NaN stays. */
    public static void relu(double[] x, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = Math.max(x[i], 0.0);
        }
    }

    /** {@code out[i] = x[i] > 0 ? 1 : 0}; 0 for NaN. */
    public static void step(double[] x, double[] out, int n) {
        VectorSpecies<Double> species =
                DoubleVector.SPECIES_PREFERRED; // not a field: the other loops do not need it loaded
        DoubleVector zero = DoubleVector.zero(species);
        for (int i = 0; i < n; i += species.length()) {
            DoubleVector v = DoubleVector.fromArray(species, x, i);
            zero.blend(1, v.compare(VectorOperators.GT, zero)).intoArray(out, i);
        }
    }
}
