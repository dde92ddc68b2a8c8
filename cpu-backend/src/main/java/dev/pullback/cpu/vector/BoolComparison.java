package dev.pullback.cpu.vector;

/** Comparison of blocks of truth values, false being less than true, and choice between two. */
public final class BoolComparison {
    private BoolComparison() {}

    /** {@code out[i] = x[i] == y[i]}. */
    public static void equal(byte[] x, byte[] y, byte[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = (byte) (x[i] ^ y[i] ^ 1);
        }
    }

    /** {@code out[i] = x[i] != y[i]}. */
    public static void notEqual(byte[] x, byte[] y, byte[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = (byte) (x[i] ^ y[i]);
        }
    }

    /** {@code out[i] = x[i] < y[i]}. */
    public static void less(byte[] x, byte[] y, byte[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = (byte) (~x[i] & y[i]);
        }
    }

    /** {@code out[i] = x[i] <= y[i]}. */
    public static void lessEqual(byte[] x, byte[] y, byte[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = (byte) ((x[i] ^ 1) | y[i]);
        }
    }

    /** {@code out[i] = x[i] > y[i]}. */
    public static void greater(byte[] x, byte[] y, byte[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = (byte) (x[i] & ~y[i]);
        }
    }

    /** {@code out[i] = x[i] >= y[i]}. */
    public static void greaterEqual(byte[] x, byte[] y, byte[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = (byte) (x[i] | (y[i] ^ 1));
        }
    }

    /** {@code out[i] = condition[i] ? x[i] : y[i]}. */
    public static void select(byte[] condition, byte[] x, byte[] y, byte[] out, int n) {
        for (int i = 0; i < n; i++) {
            int chosen = -condition[i];
            out[i] = (byte) ((x[i] & chosen) | (y[i] & ~chosen));
        }
    }
}
