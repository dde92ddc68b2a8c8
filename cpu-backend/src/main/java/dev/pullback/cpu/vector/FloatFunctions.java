package dev.pullback.cpu.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Exponential, logarithm and the functions made of them, on float32 blocks: polynomials on a reduced range, the best of their
 * degree by the largest relative error, made of operations that round the same everywhere.
 *
 * <p>The code calls little but the Vector API: after 8000 inlined bytecodes the compiler refuses ordinary methods, one of
 * more than 325 or that it has compiled to much code already it always refuses, and a vector passed to a method that is not
 * inlined is boxed. Hence whole loops, and the exponential again in each of them and in {@link FloatStreams}.
 */
public final class FloatFunctions {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();

    /**
     * Adding 1.5 · 2²³ leaves the nearest integer in the low bits of the sum, and the exponent's bias with it: shifted to where
     * exponents are, they are that power of two.
     */
    static final float ROUNDER = 0x1.8p23f + Float.MAX_EXPONENT;

    /** The same for a power of two that is made of two factors. */
    static final float TWICE_BIASED_ROUNDER = 0x1.8p23f + 2 * Float.MAX_EXPONENT;

    static final int MANTISSA_BITS = 23;
    static final float LOG2_E = 1.442695f;

    /** ln 2 in two parts; the first times an exponent is exact inside an fma. */
    static final float LN2_HIGH = 0x1.62e43p-1f;

    static final float LN2_LOW = -0x1.05c61p-29f;

    /** e to these is 0 and infinite; beyond them the exponent's field would overflow. */
    static final float EXP_LOWEST = -104;

    static final float EXP_HIGHEST = 89;

    /** 1 + e to minus these is infinite and 1. */
    static final float SIGMOID_LOWEST = -89;

    static final float SIGMOID_HIGHEST = 88;

    /** From here on tanh rounds to 1. */
    static final float TANH_HIGHEST = 10;

    static final float LOG_ROUNDER = 0x1.8p23f;
    private static final int LOG_ROUNDER_BITS = Float.floatToRawIntBits(LOG_ROUNDER);
    static final float LOG_LN2_HIGH = 0x1.63p-1f;
    static final float LOG_LN2_LOW = -2.1219444e-4f;
    static final float SQRT_HALF = 0.70710677f;
    private static final int SQRT_HALF_BITS = Float.floatToRawIntBits(SQRT_HALF);
    static final float SUBNORMAL_SCALE = 0x1p23f;

    private FloatFunctions() {}

    /** {@code out[i] = e^in[i]}, within 1 ulp. */
    public static void exp(float[] in, float[] out, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector x = FloatVector.fromArray(SPECIES, in, i);
            x = x.blend(EXP_LOWEST, x.compare(VectorOperators.LT, EXP_LOWEST));
            x = x.blend(EXP_HIGHEST, x.compare(VectorOperators.GT, EXP_HIGHEST));
            FloatVector shifted = x.fma(LOG2_E, TWICE_BIASED_ROUNDER);
            FloatVector exponent = shifted.sub(TWICE_BIASED_ROUNDER);
            FloatVector r = exponent.fma(FloatVector.broadcast(SPECIES, -LN2_HIGH), x);
            r = exponent.fma(FloatVector.broadcast(SPECIES, -LN2_LOW), r);
            FloatVector p = r.fma(0x1.6a524ep-10f, 0x1.12396ep-7f);
            p = p.lanewise(VectorOperators.FMA, r, 0x1.5558aap-5f);
            p = p.lanewise(VectorOperators.FMA, r, 0x1.555492p-3f);
            p = p.lanewise(VectorOperators.FMA, r, 0x1.fffffcp-2f);
            p = p.lanewise(VectorOperators.FMA, r, 1f);
            p = p.lanewise(VectorOperators.FMA, r, 1f);
            // Scaling in two steps reaches subnormal results, which one power of two cannot.
            IntVector whole = shifted.reinterpretAsInts();
            IntVector half = whole.lanewise(VectorOperators.ASHR, 1);
            IntVector rest = whole.sub(half).lanewise(VectorOperators.LSHL, MANTISSA_BITS);
            half = half.lanewise(VectorOperators.LSHL, MANTISSA_BITS);
            p.mul(half.reinterpretAsFloats()).mul(rest.reinterpretAsFloats()).intoArray(out, i);
        }
    }

    /** {@code out[i] = ln in[i]}, within 2 ulp; -∞ for 0, NaN below. */
    public static void log(float[] in, float[] out, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector x = FloatVector.fromArray(SPECIES, in, i);
            VectorMask<Float> subnormal = x.compare(VectorOperators.LT, Float.MIN_NORMAL);
            IntVector bits = x.blend(x.mul(SUBNORMAL_SCALE), subnormal).reinterpretAsInts();
            IntVector exponent = bits.sub(SQRT_HALF_BITS).lanewise(VectorOperators.ASHR, MANTISSA_BITS);
            FloatVector f = bits.sub(exponent.lanewise(VectorOperators.LSHL, MANTISSA_BITS))
                    .reinterpretAsFloats()
                    .sub(1);
            FloatVector e = exponent.add(LOG_ROUNDER_BITS).reinterpretAsFloats().sub(LOG_ROUNDER);
            e = e.blend(e.sub(MANTISSA_BITS), subnormal);
            FloatVector square = f.mul(f);
            FloatVector p = f.fma(0x1.645e52p-4f, -0x1.242fdp-3f);
            p = p.lanewise(VectorOperators.FMA, f, 0x1.3172fap-3f);
            p = p.lanewise(VectorOperators.FMA, f, -0x1.5382a4p-3f);
            p = p.lanewise(VectorOperators.FMA, f, 0x1.98d824p-3f);
            p = p.lanewise(VectorOperators.FMA, f, -0x1.00038p-2f);
            p = p.lanewise(VectorOperators.FMA, f, 0x1.5556d8p-2f);
            FloatVector y =
                    e.fma(FloatVector.broadcast(SPECIES, LOG_LN2_LOW), p.mul(f).mul(square));
            y = square.fma(FloatVector.broadcast(SPECIES, -0.5f), y).add(f);
            y = e.fma(FloatVector.broadcast(SPECIES, LOG_LN2_HIGH), y);
            y = x.blend(y, x.compare(VectorOperators.LT, Float.POSITIVE_INFINITY)); // infinity and NaN stay
            y = y.blend(Float.NaN, x.compare(VectorOperators.LT, 0));
            y.blend(Float.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0)).intoArray(out, i);
        }
    }

    /**
     * {@code out[i] = 1 / (1 + e^-in[i])}, within 4 ulp for x ≥ -87; below, where e^-x overflows in the end, within 2⁻¹²⁶.
     */
    public static void sigmoid(float[] in, float[] out, int n) {
        FloatVector one = FloatVector.broadcast(SPECIES, 1);
        for (int i = 0; i < n; i += L) {
            FloatVector x = FloatVector.fromArray(SPECIES, in, i);
            x = x.blend(SIGMOID_LOWEST, x.compare(VectorOperators.LT, SIGMOID_LOWEST));
            x = x.blend(SIGMOID_HIGHEST, x.compare(VectorOperators.GT, SIGMOID_HIGHEST));
            FloatVector shifted = x.fma(-LOG2_E, ROUNDER);
            FloatVector exponent = shifted.sub(ROUNDER);
            // r is what is left of x, so the polynomial is that of e^-r.
            FloatVector r = exponent.fma(FloatVector.broadcast(SPECIES, LN2_HIGH), x);
            r = exponent.fma(FloatVector.broadcast(SPECIES, LN2_LOW), r);
            FloatVector p = r.fma(-0x1.0fa32ep-7f, 0x1.573a24p-5f);
            p = p.lanewise(VectorOperators.FMA, r, -0x1.555a7ap-3f);
            p = p.lanewise(VectorOperators.FMA, r, 0x1.fffdc6p-2f);
            p = p.lanewise(VectorOperators.FMA, r, -0x1.fffff6p-1f);
            p = p.lanewise(VectorOperators.FMA, r, 1f);
            FloatVector power = shifted.reinterpretAsInts()
                    .lanewise(VectorOperators.LSHL, MANTISSA_BITS)
                    .reinterpretAsFloats();
            one.div(p.fma(power, one)).intoArray(out, i);
        }
    }

    /** {@code out[i] = tanh in[i]}, within 4 ulp: m / (m + 2) with m = e^2|x| - 1, which cancels nowhere. */
    public static void tanh(float[] in, float[] out, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector x = FloatVector.fromArray(SPECIES, in, i);
            FloatVector size = x.abs();
            size = size.blend(TANH_HIGHEST, size.compare(VectorOperators.GT, TANH_HIGHEST));
            FloatVector shifted = size.fma(2 * LOG2_E, ROUNDER);
            FloatVector exponent = shifted.sub(ROUNDER);
            FloatVector r = exponent.fma(FloatVector.broadcast(SPECIES, -LN2_HIGH / 2), size);
            r = exponent.fma(FloatVector.broadcast(SPECIES, -LN2_LOW / 2), r);
            FloatVector p = r.fma(0x1.6b97a6p-4f, 0x1.122538p-2f); // of e^2r - 1
            p = p.lanewise(VectorOperators.FMA, r, 0x1.5556f6p-1f);
            p = p.lanewise(VectorOperators.FMA, r, 0x1.5554b4p0f);
            p = p.lanewise(VectorOperators.FMA, r, 0x1.fffffep0f);
            p = p.lanewise(VectorOperators.FMA, r, 2f).mul(r);
            FloatVector power = shifted.reinterpretAsInts()
                    .lanewise(VectorOperators.LSHL, MANTISSA_BITS)
                    .reinterpretAsFloats();
            FloatVector m = p.fma(power, power.sub(1));
            IntVector sign = x.reinterpretAsInts().and(Integer.MIN_VALUE);
            m.div(m.add(2)).reinterpretAsInts().or(sign).reinterpretAsFloats().intoArray(out, i);
        }
    }
}
