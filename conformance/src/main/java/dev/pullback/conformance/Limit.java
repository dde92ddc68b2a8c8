package dev.pullback.conformance;

import dev.pullback.api.op.Scalars;
import dev.pullback.api.type.DType;

/**
 * How far a result may be from the oracle's, which is computed in float64 from the same inputs and not rounded: {@code
 * ulps} units in the last place of the exact result, plus {@code terms}·u·Σ|terms| (u is half the distance from 1 to the
 * next number of the dtype), plus {@code whole} of the largest element of the result, plus {@code absolute}. With all of
 * them zero the result must be the exact one, rounded once.
 *
 * @param zeroSigns whether −0 and +0 differ
 */
record Limit(double ulps, double terms, double whole, double absolute, boolean zeroSigns) {

    /** Elements that are only moved: the very same bits. */
    static final Limit BITS = new Limit(0, 0, 0, 0, true);

    /** One correct rounding. */
    static final Limit EXACT = new Limit(0, 0, 0, 0, false);

    static Limit ulps(double ulps) {
        return new Limit(ulps, 0, 0, 0, false);
    }

    static Limit terms(double factor) {
        return new Limit(0, factor, 0, 0, false);
    }

    /** A part of the largest element: for expressions of many ops, where small elements are differences of large ones. */
    static Limit whole(double part) {
        return new Limit(0, 0, part, 0, false);
    }

    Limit orAbsolute(double error) {
        return new Limit(ulps, terms, whole, error, zeroSigns);
    }

    boolean isExact() {
        return ulps == 0 && terms == 0 && whole == 0 && absolute == 0;
    }

    /** u: the largest relative error of one rounding. */
    static double unit(DType dtype) {
        return dtype == DType.FLOAT64 ? 0x1p-53 : 0x1p-24;
    }

    /** The smallest positive normal number. */
    static double smallestNormal(DType dtype) {
        return dtype == DType.FLOAT64 ? Double.MIN_NORMAL : Float.MIN_NORMAL;
    }

    /**
     * Whether a result is near enough.
     *
     * @param sum Σ|terms|, used if {@link #terms} is not 0
     * @param largest the largest element of the result, used if {@link #whole} is not 0
     */
    boolean accepts(double expected, double actual, double sum, double largest, DType dtype) {
        double rounded = Scalars.round(expected, dtype);
        if (rounded == actual) {
            return !zeroSigns || rounded != 0 || Double.compare(rounded, actual) == 0;
        }
        if (Double.isNaN(rounded) || Double.isNaN(actual)) {
            return Double.isNaN(rounded) && Double.isNaN(actual);
        }
        if (isExact() || Double.isInfinite(expected)) {
            return false;
        }
        double allowed = ulps * ulp(expected, dtype)
                + (terms == 0 ? 0 : terms * unit(dtype) * sum)
                + (whole == 0 ? 0 : whole * largest)
                + absolute;
        double reached = Double.isInfinite(actual) ? Math.copySign(greatest(dtype), actual) : actual;
        return Math.abs(expected - reached) <= allowed;
    }

    private static double ulp(double x, DType dtype) {
        double inRange = Math.min(Math.abs(x), greatest(dtype));
        return dtype == DType.FLOAT64 ? Math.ulp(inRange) : Math.ulp((float) inRange);
    }

    private static double greatest(DType dtype) {
        return dtype == DType.FLOAT64 ? Double.MAX_VALUE : Float.MAX_VALUE;
    }
}
