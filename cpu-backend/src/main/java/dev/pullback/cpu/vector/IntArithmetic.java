package dev.pullback.cpu.vector;

/** Arithmetic on int32 blocks; what does not fit wraps around. Plain loops, which the compiler turns into vector code. */
public final class IntArithmetic {
    private IntArithmetic() {}

    /** {@code out[i] = x[i] + y[i]}. */
    public static void add(int[] x, int[] y, int[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = x[i] + y[i];
        }
    }

    /** {@code out[i] = x[i] - y[i]}. */
    public static void subtract(int[] x, int[] y, int[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = x[i] - y[i];
        }
    }

    /** {@code out[i] = x[i] · y[i]}. */
    public static void multiply(int[] x, int[] y, int[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = x[i] * y[i];
        }
    }

    /** {@code out[i] = x[i] / y[i]}, towards zero; 0 where y[i] is 0, so that no device has to trap. */
    public static void divide(int[] x, int[] y, int[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = y[i] == 0 ? 0 : x[i] / y[i];
        }
    }

    /** {@code out[i] = max(x[i], y[i])}. */
    public static void maximum(int[] x, int[] y, int[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = Math.max(x[i], y[i]);
        }
    }

    /** {@code out[i] = min(x[i], y[i])}. */
    public static void minimum(int[] x, int[] y, int[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = Math.min(x[i], y[i]);
        }
    }

    /** {@code out[i] = -x[i]}. */
    public static void negate(int[] x, int[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = -x[i];
        }
    }

    /** {@code out[i] = |x[i]|}; the smallest int stays as it is. */
    public static void absolute(int[] x, int[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = Math.abs(x[i]);
        }
    }

    /** {@code out[i] = x[i]²}. */
    public static void square(int[] x, int[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = x[i] * x[i];
        }
    }
}
