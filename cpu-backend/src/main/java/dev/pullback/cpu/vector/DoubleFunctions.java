package dev.pullback.cpu.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Exponential, logarithm and the functions made of them, on float64 blocks: rational functions on a reduced range
 * (coefficients of FreeBSD's msun and the Cephes library), made of operations that round the same everywhere. For
 * the shape of the code see {@link FloatFunctions}.
 */
public final class DoubleFunctions {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();

    /** Adding 1.5 · 2⁵² leaves the nearest integer in the low bits of the sum. */
    static final double ROUNDER = 0x1.8p52;

    private static final long ROUNDER_BITS = Double.doubleToRawLongBits(ROUNDER);
    static final double LOG2_E = 1.4426950408889634;

    /** ln 2 in two parts, the first with so few digits that its product with an exponent is exact. */
    static final double LN2_HIGH = 0.6931471803691238;

    static final double LN2_LOW = 1.9082149292705877e-10;

    /** e to these is 0 and infinite; beyond them the steps below would overflow. */
    static final double EXP_LOWEST = -746;

    static final double EXP_HIGHEST = 710;

    static final int MANTISSA_BITS = 52;
    static final double SQRT_HALF = 0.7071067811865476;
    private static final long SQRT_HALF_BITS = Double.doubleToRawLongBits(SQRT_HALF);
    static final double SUBNORMAL_SCALE = 0x1p52;

    /** Below this 1 - 2 / (e²ˣ + 1) would cancel. */
    static final double TANH_SMALL = 0.625;

    /** From half of this on tanh rounds to 1. */
    static final double TANH_LARGE = 40;

    private DoubleFunctions() {}

    /** {@code out[i] = e^x[i]}, within 2 ulp. */
    public static void exp(double[] x, double[] out, int n) {
        exp(1, x, out, n);
    }

    /** {@code out[i] = ln in[i]}, within 2 ulp; -∞ for 0, NaN below. */
    public static void log(double[] in, double[] out, int n) {
        for (int i = 0; i < n; i += L) {
            DoubleVector x = DoubleVector.fromArray(SPECIES, in, i);
            VectorMask<Double> subnormal = x.compare(VectorOperators.LT, Double.MIN_NORMAL);
            LongVector bits = x.blend(x.mul(SUBNORMAL_SCALE), subnormal).reinterpretAsLongs();
            LongVector exponent = bits.sub(SQRT_HALF_BITS).lanewise(VectorOperators.ASHR, MANTISSA_BITS);
            DoubleVector f = bits.sub(exponent.lanewise(VectorOperators.LSHL, MANTISSA_BITS))
                    .reinterpretAsDoubles()
                    .sub(1);
            DoubleVector e = exponent.add(ROUNDER_BITS).reinterpretAsDoubles().sub(ROUNDER);
            e = e.blend(e.sub(MANTISSA_BITS), subnormal);
            DoubleVector s = f.div(f.add(2));
            DoubleVector z = s.mul(s);
            DoubleVector p = z.fma(0.14798198605116586, 0.15313837699209373);
            p = p.lanewise(VectorOperators.FMA, z, 0.1818357216161805);
            p = p.lanewise(VectorOperators.FMA, z, 0.22222198432149784);
            p = p.lanewise(VectorOperators.FMA, z, 0.2857142874366239);
            p = p.lanewise(VectorOperators.FMA, z, 0.3999999999940942);
            p = p.lanewise(VectorOperators.FMA, z, 0.6666666666666735);
            DoubleVector halfSquare = f.mul(f).mul(0.5);
            DoubleVector y = e.fma(DoubleVector.broadcast(SPECIES, LN2_LOW), s.mul(p.fma(z, halfSquare)));
            y = halfSquare.sub(y).sub(f);
            y = e.fma(DoubleVector.broadcast(SPECIES, LN2_HIGH), y.neg());
            y = y.blend(Double.POSITIVE_INFINITY, x.compare(VectorOperators.EQ, Double.POSITIVE_INFINITY));
            y = y.blend(Double.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0));
            DoubleVector.broadcast(SPECIES, Double.NaN)
                    .blend(y, x.compare(VectorOperators.GE, 0))
                    .intoArray(out, i);
        }
    }

    /**
     * {@code out[i] = 1 / (1 + e^-x[i])}, within 4 ulp for x ≥ -708; below, where e^-x overflows in the end, within 2⁻¹⁰²².
     */
    public static void sigmoid(double[] x, double[] out, int n) {
        exp(-1, x, out, n);
        for (int i = 0; i < n; i++) {
            out[i] = 1 / (1 + out[i]);
        }
    }

    /** {@code out[i] = tanh in[i]}, within 4 ulp. */
    public static void tanh(double[] in, double[] out, int n) {
        for (int i = 0; i < n; i += L) {
            DoubleVector x = DoubleVector.fromArray(SPECIES, in, i);
            DoubleVector size = x.abs();
            DoubleVector twice = size.add(size).min(TANH_LARGE);
            DoubleVector shifted = twice.fma(LOG2_E, ROUNDER);
            DoubleVector exponent = shifted.sub(ROUNDER);
            DoubleVector high = exponent.fma(DoubleVector.broadcast(SPECIES, -LN2_HIGH), twice);
            DoubleVector low = exponent.mul(LN2_LOW);
            DoubleVector r = high.sub(low);
            DoubleVector r2 = r.mul(r);
            DoubleVector a = r2.fma(4.1381367970572385e-08, -1.6533902205465252e-06);
            a = a.lanewise(VectorOperators.FMA, r2, 6.613756321437934e-05);
            a = a.lanewise(VectorOperators.FMA, r2, -0.0027777777777015593);
            a = a.lanewise(VectorOperators.FMA, r2, 0.16666666666666602);
            DoubleVector c = r.sub(a.mul(r2));
            DoubleVector e = low.sub(
                            r.mul(c).div(DoubleVector.broadcast(SPECIES, 2).sub(c)))
                    .sub(high);
            e = DoubleVector.broadcast(SPECIES, 1).sub(e);
            e = e.mul(shifted.reinterpretAsLongs()
                    .sub(ROUNDER_BITS - Double.MAX_EXPONENT)
                    .lanewise(VectorOperators.LSHL, MANTISSA_BITS)
                    .reinterpretAsDoubles());
            DoubleVector large = DoubleVector.broadcast(SPECIES, 1)
                    .sub(DoubleVector.broadcast(SPECIES, 2).div(e.add(1)));
            DoubleVector square = x.mul(x);
            DoubleVector p = square.fma(-0.9643991794250523, -99.28772310019185);
            p = p.lanewise(VectorOperators.FMA, square, -1614.6876844170845);
            DoubleVector q = square.add(112.81167849163293);
            q = q.lanewise(VectorOperators.FMA, square, 2235.4883906010045);
            q = q.lanewise(VectorOperators.FMA, square, 4844.063053251255);
            DoubleVector small = p.div(q).mul(square).fma(size, size);
            DoubleVector y = large.blend(small, size.compare(VectorOperators.LT, TANH_SMALL));
            LongVector sign = x.reinterpretAsLongs().and(Long.MIN_VALUE);
            y.reinterpretAsLongs().or(sign).reinterpretAsDoubles().intoArray(out, i);
        }
    }

    /** {@code out[i] = e^(sign · x[i])}. */
    private static void exp(double sign, double[] in, double[] out, int n) {
        for (int i = 0; i < n; i += L) {
            DoubleVector x = DoubleVector.fromArray(SPECIES, in, i).mul(sign);
            DoubleVector shifted = x.fma(LOG2_E, ROUNDER);
            DoubleVector exponent = shifted.sub(ROUNDER);
            DoubleVector high = exponent.fma(DoubleVector.broadcast(SPECIES, -LN2_HIGH), x);
            DoubleVector low = exponent.mul(LN2_LOW);
            DoubleVector r = high.sub(low);
            DoubleVector square = r.mul(r);
            DoubleVector p = square.fma(4.1381367970572385e-08, -1.6533902205465252e-06);
            p = p.lanewise(VectorOperators.FMA, square, 6.613756321437934e-05);
            p = p.lanewise(VectorOperators.FMA, square, -0.0027777777777015593);
            p = p.lanewise(VectorOperators.FMA, square, 0.16666666666666602);
            DoubleVector c = r.sub(p.mul(square));
            DoubleVector y = low.sub(
                            r.mul(c).div(DoubleVector.broadcast(SPECIES, 2).sub(c)))
                    .sub(high);
            y = DoubleVector.broadcast(SPECIES, 1).sub(y);
            // Scaling in two steps reaches subnormal results, which one power of two cannot.
            LongVector whole = shifted.reinterpretAsLongs().sub(ROUNDER_BITS);
            LongVector half = whole.lanewise(VectorOperators.ASHR, 1);
            LongVector rest = whole.sub(half).add(Double.MAX_EXPONENT).lanewise(VectorOperators.LSHL, MANTISSA_BITS);
            half = half.add(Double.MAX_EXPONENT).lanewise(VectorOperators.LSHL, MANTISSA_BITS);
            y = y.mul(half.reinterpretAsDoubles()).mul(rest.reinterpretAsDoubles());
            y = y.blend(Double.POSITIVE_INFINITY, x.compare(VectorOperators.GT, EXP_HIGHEST));
            y.blend(0, x.compare(VectorOperators.LT, EXP_LOWEST)).intoArray(out, i);
        }
    }
}
