package dev.pullback.cpu.vector;

import static dev.pullback.cpu.vector.DoubleFunctions.EXP_HIGHEST;
import static dev.pullback.cpu.vector.DoubleFunctions.EXP_LOWEST;
import static dev.pullback.cpu.vector.DoubleFunctions.LN2_HIGH;
import static dev.pullback.cpu.vector.DoubleFunctions.LN2_LOW;
import static dev.pullback.cpu.vector.DoubleFunctions.LOG2_E;
import static dev.pullback.cpu.vector.DoubleFunctions.MANTISSA_BITS;
import static dev.pullback.cpu.vector.DoubleFunctions.ROUNDER;
import static dev.pullback.cpu.vector.DoubleFunctions.SQRT_HALF;
import static dev.pullback.cpu.vector.DoubleFunctions.SUBNORMAL_SCALE;
import static dev.pullback.cpu.vector.DoubleFunctions.TANH_LARGE;
import static dev.pullback.cpu.vector.DoubleFunctions.TANH_SMALL;

/** {@link DoubleFunctions} in plain loops, as {@link FloatPlainFunctions} are those of float32. */
public final class DoublePlainFunctions {
    private DoublePlainFunctions() {}

    /** As {@link DoubleFunctions#exp}. */
    public static void exp(double[] x, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = exp(x[i]);
        }
    }

    /** As {@link DoubleFunctions#sigmoid}. */
    public static void sigmoid(double[] x, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = 1 / (1 + exp(-x[i]));
        }
    }

    /** As {@link DoubleFunctions#log}. */
    public static void log(double[] x, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = log(x[i]);
        }
    }

    /** As {@link DoubleFunctions#tanh}. */
    public static void tanh(double[] x, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = tanh(x[i]);
        }
    }

    private static double exp(double x) {
        double shifted = Math.fma(x, LOG2_E, ROUNDER);
        double exponent = shifted - ROUNDER;
        double high = Math.fma(exponent, -LN2_HIGH, x);
        double low = exponent * LN2_LOW;
        double y = 1 - reduced(high, low);
        long whole = Double.doubleToRawLongBits(shifted) - Double.doubleToRawLongBits(ROUNDER);
        long half = whole >> 1;
        long rest = (whole - half + Double.MAX_EXPONENT) << MANTISSA_BITS;
        half = (half + Double.MAX_EXPONENT) << MANTISSA_BITS;
        y = y * Double.longBitsToDouble(half) * Double.longBitsToDouble(rest);
        y = x > EXP_HIGHEST ? Double.POSITIVE_INFINITY : y;
        return x < EXP_LOWEST ? 0 : y;
    }

    /** {@code 1 - e^(high - low)}. */
    private static double reduced(double high, double low) {
        double r = high - low;
        double square = r * r;
        double p = Math.fma(square, 4.1381367970572385e-08, -1.6533902205465252e-06);
        p = Math.fma(p, square, 6.613756321437934e-05);
        p = Math.fma(p, square, -0.0027777777777015593);
        p = Math.fma(p, square, 0.16666666666666602);
        double c = r - p * square;
        return low - r * c / (2 - c) - high;
    }

    private static double log(double x) {
        boolean subnormal = x < Double.MIN_NORMAL;
        long bits = Double.doubleToRawLongBits(subnormal ? x * SUBNORMAL_SCALE : x);
        long exponent = (bits - Double.doubleToRawLongBits(SQRT_HALF)) >> MANTISSA_BITS;
        double f = Double.longBitsToDouble(bits - (exponent << MANTISSA_BITS)) - 1;
        double e = Double.longBitsToDouble(exponent + Double.doubleToRawLongBits(ROUNDER)) - ROUNDER;
        e = subnormal ? e - MANTISSA_BITS : e;
        double s = f / (f + 2);
        double z = s * s;
        double p = Math.fma(z, 0.14798198605116586, 0.15313837699209373);
        p = Math.fma(p, z, 0.1818357216161805);
        p = Math.fma(p, z, 0.22222198432149784);
        p = Math.fma(p, z, 0.2857142874366239);
        p = Math.fma(p, z, 0.3999999999940942);
        p = Math.fma(p, z, 0.6666666666666735);
        double halfSquare = f * f * 0.5;
        double y = Math.fma(e, LN2_LOW, s * Math.fma(p, z, halfSquare));
        y = halfSquare - y - f;
        y = Math.fma(e, LN2_HIGH, -y);
        y = x == Double.POSITIVE_INFINITY ? Double.POSITIVE_INFINITY : y;
        y = x == 0 ? Double.NEGATIVE_INFINITY : y;
        return x >= 0 ? y : Double.NaN;
    }

    private static double tanh(double x) {
        double size = Math.abs(x);
        double twice = Math.min(size + size, TANH_LARGE);
        double shifted = Math.fma(twice, LOG2_E, ROUNDER);
        double exponent = shifted - ROUNDER;
        double high = Math.fma(exponent, -LN2_HIGH, twice);
        double low = exponent * LN2_LOW;
        double e = 1 - reduced(high, low);
        e *= Double.longBitsToDouble(
                (Double.doubleToRawLongBits(shifted) - (Double.doubleToRawLongBits(ROUNDER) - Double.MAX_EXPONENT))
                        << MANTISSA_BITS);
        double large = 1 - 2 / (e + 1);
        double square = x * x;
        double p = Math.fma(square, -0.9643991794250523, -99.28772310019185);
        p = Math.fma(p, square, -1614.6876844170845);
        double q = square + 112.81167849163293;
        q = Math.fma(q, square, 2235.4883906010045);
        q = Math.fma(q, square, 4844.063053251255);
        double small = Math.fma(p / q * square, size, size);
        double y = size < TANH_SMALL ? small : large;
        return Double.longBitsToDouble(
                Double.doubleToRawLongBits(y) | (Double.doubleToRawLongBits(x) & Long.MIN_VALUE));
    }
}
