package dev.pullback.cpu.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Exponential, logarithm and the functions made of them, on float32 blocks: polynomials on a reduced range (coefficients of
 * the Cephes library), made of operations that round the same everywhere.
 *
 * <p>The code calls little but the Vector API: after 8000 inlined bytecodes the compiler refuses ordinary methods, one of
 * more than 325 or that it has compiled to much code already it always refuses, and a vector passed to a method that is not
 * inlined is boxed. Hence whole loops, and a second copy of the exponential in tanh.
 */
public final class FloatFunctions {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();

    /** Adding 1.5 · 2²³ leaves the nearest integer in the low bits of the sum. */
    private static final float ROUNDER = 0x1.8p23f;

    private static final int ROUNDER_BITS = Float.floatToRawIntBits(ROUNDER);
    private static final float LOG2_E = 1.442695f;

    /** ln 2 in two parts, the first with so few digits that its product with an exponent is exact. */
    private static final float LN2_HIGH = 0x1.63p-1f;

    private static final float LN2_LOW = -2.1219444e-4f;

    /** e to these is 0 and infinite; beyond them the steps below would overflow. */
    private static final float EXP_LOWEST = -104;

    private static final float EXP_HIGHEST = 89;

    private static final int MANTISSA_BITS = 23;
    private static final int SQRT_HALF_BITS = Float.floatToRawIntBits(0.70710677f);
    private static final float SUBNORMAL_SCALE = 0x1p23f;

    /** Below this 1 - 2 / (e²ˣ + 1) would cancel. */
    private static final float TANH_SMALL = 0.625f;

    /** From half of this on tanh rounds to 1. */
    private static final float TANH_LARGE = 20;

    private FloatFunctions() {}

    /** {@code out[i] = e^x[i]}, within 2 ulp. */
    public static void exp(float[] x, float[] out, int n) {
        exp(1, x, out, n);
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
            FloatVector e = exponent.add(ROUNDER_BITS).reinterpretAsFloats().sub(ROUNDER);
            e = e.blend(e.sub(MANTISSA_BITS), subnormal);
            FloatVector square = f.mul(f);
            FloatVector p = f.fma(7.0376836e-2f, -1.151461e-1f);
            p = p.lanewise(VectorOperators.FMA, f, 1.16769984e-1f);
            p = p.lanewise(VectorOperators.FMA, f, -1.2420141e-1f);
            p = p.lanewise(VectorOperators.FMA, f, 1.4249323e-1f);
            p = p.lanewise(VectorOperators.FMA, f, -1.6668057e-1f);
            p = p.lanewise(VectorOperators.FMA, f, 2.0000714e-1f);
            p = p.lanewise(VectorOperators.FMA, f, -2.4999994e-1f);
            p = p.lanewise(VectorOperators.FMA, f, 3.333333e-1f);
            FloatVector y =
                    e.fma(FloatVector.broadcast(SPECIES, LN2_LOW), p.mul(f).mul(square));
            y = square.fma(FloatVector.broadcast(SPECIES, -0.5f), y).add(f);
            y = e.fma(FloatVector.broadcast(SPECIES, LN2_HIGH), y);
            y = y.blend(Float.POSITIVE_INFINITY, x.compare(VectorOperators.EQ, Float.POSITIVE_INFINITY));
            y = y.blend(Float.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0));
            FloatVector.broadcast(SPECIES, Float.NaN)
                    .blend(y, x.compare(VectorOperators.GE, 0))
                    .intoArray(out, i);
        }
    }

    /**
     * {@code out[i] = 1 / (1 + e^-x[i])}, within 4 ulp for x ≥ -87; below, where e^-x overflows in the end, within 2⁻¹²⁶.
     */
    public static void sigmoid(float[] x, float[] out, int n) {
        exp(-1, x, out, n);
        for (int i = 0; i < n; i++) {
            out[i] = 1 / (1 + out[i]);
        }
    }

    /** {@code out[i] = tanh in[i]}, within 3 ulp. */
    public static void tanh(float[] in, float[] out, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector x = FloatVector.fromArray(SPECIES, in, i);
            FloatVector size = x.abs();
            FloatVector twice = size.add(size).min(TANH_LARGE);
            FloatVector shifted = twice.fma(LOG2_E, ROUNDER);
            FloatVector exponent = shifted.sub(ROUNDER);
            FloatVector r = exponent.fma(FloatVector.broadcast(SPECIES, -LN2_HIGH), twice);
            r = exponent.fma(FloatVector.broadcast(SPECIES, -LN2_LOW), r);
            FloatVector e = r.fma(1.9875691e-4f, 1.3981999e-3f);
            e = e.lanewise(VectorOperators.FMA, r, 8.333452e-3f);
            e = e.lanewise(VectorOperators.FMA, r, 4.1665796e-2f);
            e = e.lanewise(VectorOperators.FMA, r, 1.6666666e-1f);
            e = e.lanewise(VectorOperators.FMA, r, 0.5f);
            e = e.fma(r.mul(r), r).add(1);
            e = e.mul(shifted.reinterpretAsInts()
                    .sub(ROUNDER_BITS - Float.MAX_EXPONENT)
                    .lanewise(VectorOperators.LSHL, MANTISSA_BITS)
                    .reinterpretAsFloats());
            FloatVector large = FloatVector.broadcast(SPECIES, 1)
                    .sub(FloatVector.broadcast(SPECIES, 2).div(e.add(1)));
            FloatVector square = x.mul(x);
            FloatVector p = square.fma(-5.7049887e-3f, 2.0639088e-2f);
            p = p.lanewise(VectorOperators.FMA, square, -5.3739715e-2f);
            p = p.lanewise(VectorOperators.FMA, square, 1.3331442e-1f);
            p = p.lanewise(VectorOperators.FMA, square, -3.333328e-1f);
            FloatVector small = p.mul(square).fma(size, size);
            FloatVector y = large.blend(small, size.compare(VectorOperators.LT, TANH_SMALL));
            IntVector sign = x.reinterpretAsInts().and(Integer.MIN_VALUE);
            y.reinterpretAsInts().or(sign).reinterpretAsFloats().intoArray(out, i);
        }
    }

    /** {@code out[i] = e^(sign · x[i])}. */
    private static void exp(float sign, float[] in, float[] out, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector x = FloatVector.fromArray(SPECIES, in, i).mul(sign);
            FloatVector shifted = x.fma(LOG2_E, ROUNDER);
            FloatVector exponent = shifted.sub(ROUNDER);
            FloatVector r = exponent.fma(FloatVector.broadcast(SPECIES, -LN2_HIGH), x);
            r = exponent.fma(FloatVector.broadcast(SPECIES, -LN2_LOW), r);
            FloatVector p = r.fma(1.9875691e-4f, 1.3981999e-3f);
            p = p.lanewise(VectorOperators.FMA, r, 8.333452e-3f);
            p = p.lanewise(VectorOperators.FMA, r, 4.1665796e-2f);
            p = p.lanewise(VectorOperators.FMA, r, 1.6666666e-1f);
            p = p.lanewise(VectorOperators.FMA, r, 0.5f);
            p = p.fma(r.mul(r), r).add(1);
            // Scaling in two steps reaches subnormal results, which one power of two cannot.
            IntVector whole = shifted.reinterpretAsInts().sub(ROUNDER_BITS);
            IntVector half = whole.lanewise(VectorOperators.ASHR, 1);
            IntVector rest = whole.sub(half).add(Float.MAX_EXPONENT).lanewise(VectorOperators.LSHL, MANTISSA_BITS);
            half = half.add(Float.MAX_EXPONENT).lanewise(VectorOperators.LSHL, MANTISSA_BITS);
            p = p.mul(half.reinterpretAsFloats()).mul(rest.reinterpretAsFloats());
            p = p.blend(Float.POSITIVE_INFINITY, x.compare(VectorOperators.GT, EXP_HIGHEST));
            p.blend(0, x.compare(VectorOperators.LT, EXP_LOWEST)).intoArray(out, i);
        }
    }
}
