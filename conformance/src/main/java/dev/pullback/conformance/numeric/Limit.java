package dev.pullback.conformance.numeric;

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
public record Limit(double ulps, double terms, double whole, double absolute, boolean zeroSigns) {

    /** Elements that are only moved: the very same bits. */
    public static final Limit BITS = new Limit(0, 0, 0, 0, true);

    /** One correct rounding. */
    public static final Limit EXACT = new Limit(0, 0, 0, 0, false);

    public static Limit ulps(double ulps) {
        return new Limit(ulps, 0, 0, 0, false);
    }

    public static Limit terms(double factor) {
        return new Limit(0, factor, 0, 0, false);
    }

    /** A part of the largest element: for expressions of many ops, where small elements are differences of large ones. */
    public static Limit whole(double part) {
        return new Limit(0, 0, part, 0, false);
    }

    public Limit orAbsolute(double error) {
        return new Limit(ulps, terms, whole, error, zeroSigns);
    }

    /** What this allows and what the other allows, added. */
    Limit or(Limit other) {
        return new Limit(
                ulps + other.ulps,
                terms + other.terms,
                whole + other.whole,
                absolute + other.absolute,
                zeroSigns && other.zeroSigns);
    }

    public boolean isExact() {
        return ulps == 0 && terms == 0 && whole == 0 && absolute == 0;
    }

    /** u: the largest relative error of one rounding. */
    public static double unit(DType dtype) {
        return dtype == DType.FLOAT64 ? 0x1p-53 : 0x1p-24;
    }

    /** The smallest positive normal number. */
    public static double smallestNormal(DType dtype) {
        return dtype == DType.FLOAT64 ? Double.MIN_NORMAL : Float.MIN_NORMAL;
    }

    /** Whether a result is near enough; see {@link #error}. */
    public boolean accepts(double expected, double actual, double sum, double largest, DType dtype) {
        return error(expected, actual, sum, largest, dtype) <= 1;
    }

    /**
     * How far off a result is, in units of what is allowed: 0 if it is the exact result rounded once, infinite where nothing
     * is allowed.
     *
     * @param sum Σ|terms|, used if {@link #terms} is not 0
     * @param largest the largest element of the result, used if {@link #whole} is not 0
     */
    public double error(double expected, double actual, double sum, double largest, DType dtype) {
        double rounded = Scalars.round(expected, dtype);
        if (rounded == actual) {
            boolean sameSign = !zeroSigns || rounded != 0 || Double.compare(rounded, actual) == 0;
            return sameSign ? 0 : Double.POSITIVE_INFINITY;
        }
        if (Double.isNaN(rounded) && Double.isNaN(actual)) {
            return 0;
        }
        if (Double.isNaN(rounded) || Double.isNaN(actual) || isExact() || Double.isInfinite(expected)) {
            return Double.POSITIVE_INFINITY;
        }
        double reached = Double.isInfinite(actual) ? Math.copySign(greatest(dtype), actual) : actual;
        double error = Math.abs(expected - reached) / allowed(expected, sum, largest, dtype);
        return Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
    }

    private double allowed(double expected, double sum, double largest, DType dtype) {
        return ulps * ulp(expected, dtype)
                + (terms == 0 ? 0 : terms * unit(dtype) * sum)
                + (whole == 0 ? 0 : whole * largest)
                + absolute;
    }

    private static double ulp(double x, DType dtype) {
        double inRange = Math.min(Math.abs(x), greatest(dtype));
        return dtype == DType.FLOAT64 ? Math.ulp(inRange) : Math.ulp((float) inRange);
    }

    private static double greatest(DType dtype) {
        return dtype == DType.FLOAT64 ? Double.MAX_VALUE : Float.MAX_VALUE;
    }
}
