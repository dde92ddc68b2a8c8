package dev.pullback.cpu.vector;

/** Conversion of blocks between element types, as Java converts. */
public final class Casts {
    private Casts() {}

    /** Exact. */
    public static void floatToDouble(float[] x, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = x[i];
        }
    }

    /** Rounded to the nearest. */
    public static void doubleToFloat(double[] x, float[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = (float) x[i];
        }
    }

    /** Towards zero; the nearest int for what lies beyond, 0 for NaN. */
    public static void floatToInt(float[] x, int[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = (int) x[i];
        }
    }

    /** Towards zero; the nearest int for what lies beyond, 0 for NaN. */
    public static void doubleToInt(double[] x, int[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = (int) x[i];
        }
    }

    /** Rounded to the nearest. */
    public static void intToFloat(int[] x, float[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = x[i];
        }
    }

    /** Exact. */
    public static void intToDouble(int[] x, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = x[i];
        }
    }

    /** 0 or 1. */
    public static void boolToFloat(byte[] x, float[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = x[i];
        }
    }

    /** 0 or 1. */
    public static void boolToDouble(byte[] x, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = x[i];
        }
    }

    /** 0 or 1. */
    public static void boolToInt(byte[] x, int[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = x[i];
        }
    }

    /** {@code x[i] != 0}, so true for NaN. */
    public static void floatToBool(float[] x, byte[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = (byte) (x[i] != 0 ? 1 : 0);
        }
    }

    /** {@code x[i] != 0}, so true for NaN. */
    public static void doubleToBool(double[] x, byte[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = (byte) (x[i] != 0 ? 1 : 0);
        }
    }

    /** {@code x[i] != 0}. */
    public static void intToBool(int[] x, byte[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = (byte) ((x[i] | -x[i]) >>> 31);
        }
    }
}
