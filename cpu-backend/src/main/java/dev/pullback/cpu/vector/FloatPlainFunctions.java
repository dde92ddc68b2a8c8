package dev.pullback.cpu.vector;

import static dev.pullback.cpu.vector.FloatFunctions.EXP_HIGHEST;
import static dev.pullback.cpu.vector.FloatFunctions.EXP_LOWEST;
import static dev.pullback.cpu.vector.FloatFunctions.LN2_HIGH;
import static dev.pullback.cpu.vector.FloatFunctions.LN2_LOW;
import static dev.pullback.cpu.vector.FloatFunctions.LOG2_E;
import static dev.pullback.cpu.vector.FloatFunctions.LOG_LN2_HIGH;
import static dev.pullback.cpu.vector.FloatFunctions.LOG_LN2_LOW;
import static dev.pullback.cpu.vector.FloatFunctions.LOG_ROUNDER;
import static dev.pullback.cpu.vector.FloatFunctions.MANTISSA_BITS;
import static dev.pullback.cpu.vector.FloatFunctions.ROUNDER;
import static dev.pullback.cpu.vector.FloatFunctions.SIGMOID_HIGHEST;
import static dev.pullback.cpu.vector.FloatFunctions.SIGMOID_LOWEST;
import static dev.pullback.cpu.vector.FloatFunctions.SQRT_HALF;
import static dev.pullback.cpu.vector.FloatFunctions.SUBNORMAL_SCALE;
import static dev.pullback.cpu.vector.FloatFunctions.TANH_HIGHEST;
import static dev.pullback.cpu.vector.FloatFunctions.TWICE_BIASED_ROUNDER;

/**
 * {@link FloatFunctions} in plain loops, for a JVM that has not compiled those yet: the same operations one after the other, so
 * the same bits. A line here is a line there.
 */
public final class FloatPlainFunctions {
    private FloatPlainFunctions() {}

    /** As {@link FloatFunctions#exp}. */
    public static void exp(float[] in, float[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = exp(in[i]);
        }
    }

    /** As {@link FloatFunctions#log}. */
    public static void log(float[] in, float[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = log(in[i]);
        }
    }

    /** As {@link FloatFunctions#sigmoid}. */
    public static void sigmoid(float[] in, float[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = sigmoid(in[i]);
        }
    }

    /** As {@link FloatFunctions#tanh}. */
    public static void tanh(float[] in, float[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = tanh(in[i]);
        }
    }

    private static float exp(float in) {
        float x = in < EXP_LOWEST ? EXP_LOWEST : in;
        x = x > EXP_HIGHEST ? EXP_HIGHEST : x;
        float shifted = Math.fma(x, LOG2_E, TWICE_BIASED_ROUNDER);
        float exponent = shifted - TWICE_BIASED_ROUNDER;
        float r = Math.fma(exponent, -LN2_HIGH, x);
        r = Math.fma(exponent, -LN2_LOW, r);
        float p = Math.fma(r, 0x1.6a524ep-10f, 0x1.12396ep-7f);
        p = Math.fma(p, r, 0x1.5558aap-5f);
        p = Math.fma(p, r, 0x1.555492p-3f);
        p = Math.fma(p, r, 0x1.fffffcp-2f);
        p = Math.fma(p, r, 1f);
        p = Math.fma(p, r, 1f);
        int whole = Float.floatToRawIntBits(shifted);
        int half = whole >> 1;
        int rest = (whole - half) << MANTISSA_BITS;
        half <<= MANTISSA_BITS;
        return p * Float.intBitsToFloat(half) * Float.intBitsToFloat(rest);
    }

    private static float log(float x) {
        boolean subnormal = x < Float.MIN_NORMAL;
        int bits = Float.floatToRawIntBits(subnormal ? x * SUBNORMAL_SCALE : x);
        int exponent = (bits - Float.floatToRawIntBits(SQRT_HALF)) >> MANTISSA_BITS;
        float f = Float.intBitsToFloat(bits - (exponent << MANTISSA_BITS)) - 1;
        float e = Float.intBitsToFloat(exponent + Float.floatToRawIntBits(LOG_ROUNDER)) - LOG_ROUNDER;
        e = subnormal ? e - MANTISSA_BITS : e;
        float square = f * f;
        float p = Math.fma(f, 0x1.645e52p-4f, -0x1.242fdp-3f);
        p = Math.fma(p, f, 0x1.3172fap-3f);
        p = Math.fma(p, f, -0x1.5382a4p-3f);
        p = Math.fma(p, f, 0x1.98d824p-3f);
        p = Math.fma(p, f, -0x1.00038p-2f);
        p = Math.fma(p, f, 0x1.5556d8p-2f);
        float y = Math.fma(e, LOG_LN2_LOW, p * f * square);
        y = Math.fma(square, -0.5f, y) + f;
        y = Math.fma(e, LOG_LN2_HIGH, y);
        y = x < Float.POSITIVE_INFINITY ? y : x;
        y = x < 0 ? Float.NaN : y;
        return x == 0 ? Float.NEGATIVE_INFINITY : y;
    }

    private static float sigmoid(float in) {
        float x = in < SIGMOID_LOWEST ? SIGMOID_LOWEST : in;
        x = x > SIGMOID_HIGHEST ? SIGMOID_HIGHEST : x;
        float shifted = Math.fma(x, -LOG2_E, ROUNDER);
        float exponent = shifted - ROUNDER;
        float r = Math.fma(exponent, LN2_HIGH, x);
        r = Math.fma(exponent, LN2_LOW, r);
        float p = Math.fma(r, -0x1.0fa32ep-7f, 0x1.573a24p-5f);
        p = Math.fma(p, r, -0x1.555a7ap-3f);
        p = Math.fma(p, r, 0x1.fffdc6p-2f);
        p = Math.fma(p, r, -0x1.fffff6p-1f);
        p = Math.fma(p, r, 1f);
        float power = Float.intBitsToFloat(Float.floatToRawIntBits(shifted) << MANTISSA_BITS);
        return 1 / Math.fma(p, power, 1);
    }

    private static float tanh(float x) {
        float size = Math.abs(x);
        size = size > TANH_HIGHEST ? TANH_HIGHEST : size;
        float shifted = Math.fma(size, 2 * LOG2_E, ROUNDER);
        float exponent = shifted - ROUNDER;
        float r = Math.fma(exponent, -LN2_HIGH / 2, size);
        r = Math.fma(exponent, -LN2_LOW / 2, r);
        float p = Math.fma(r, 0x1.6b97a6p-4f, 0x1.122538p-2f);
        p = Math.fma(p, r, 0x1.5556f6p-1f);
        p = Math.fma(p, r, 0x1.5554b4p0f);
        p = Math.fma(p, r, 0x1.fffffep0f);
        p = Math.fma(p, r, 2f) * r;
        float power = Float.intBitsToFloat(Float.floatToRawIntBits(shifted) << MANTISSA_BITS);
        float m = Math.fma(p, power, power - 1);
        int sign = Float.floatToRawIntBits(x) & Integer.MIN_VALUE;
        return Float.intBitsToFloat(Float.floatToRawIntBits(m / (m + 2)) | sign);
    }
}
