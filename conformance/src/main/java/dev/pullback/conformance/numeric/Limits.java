package dev.pullback.conformance.numeric;

import dev.pullback.api.op.*;
import dev.pullback.api.type.DType;

/**
 * The numeric contract of every op: the one table of limits. The functions' are those of OpenCL C's full profile plus one
 * for the library of the oracle; sums and products have limits that correct code keeps and that rounding the operands to
 * fewer bits, dropping a term or a wrong tail does not.
 */
public final class Limits {

    private static final double EXP = 3 + 1;
    private static final double LOG = 3 + 1;
    private static final double TANH = 5 + 1;
    private static final double SQRT = 3;
    private static final double DIVIDE = 2.5;
    private static final double SIGMOID = 8;

    /** Of Σ|terms|·u, for a product of zero-mean matrices of any inner length. */
    private static final double PRODUCT = 8;

    /** ⟨Jv, w⟩ = ⟨v, Jᵀw⟩ up to so much of Σ|Jv||w|. */
    public static final double ADJOINT = 1e-5;

    /** First derivatives in float64 against five-point differences, relative where slopes are above 1. */
    public static final double FIRST_DERIVATIVE = 1e-8;

    /** Second derivatives likewise; what is differenced is itself a derivative. */
    public static final double SECOND_DERIVATIVE = 1e-5;

    /** Losses of the first training steps, relative. */
    public static final double TRAINING = 1e-5;

    /**
     * The mean accuracy over five seeds, absolute: one point in a hundred. After some dozen steps two runs that round
     * differently are two runs; what they learn is the same.
     */
    public static final double ACCURACY_BAND = 0.02;

    /** An expression of a few dozen ops in float32, relative to the largest element of its result. */
    public static final double EXPRESSION = 2e-5;

    /**
     * H·v of a network of three layers in float32, relative to the largest element of its result: some twenty products and sums
     * behind one another, each off by a few u = 6e-8, which partly cancel. Measured: 3e-7 on processors; the functions of a
     * device may be off by five times as much as theirs.
     */
    public static final double CURVATURE = 4e-6;

    /** The same numbers computed on two ways, in float32 and relative to the largest: sums of a few terms in another order. */
    public static final double FORMS = 1e-6;

    private Limits() {}

    public static Limit of(Elementwise op, DType result) {
        if (!result.isFloating()) {
            return Limit.EXACT;
        }
        return switch (op) {
            case Exp _ -> Limit.ulps(EXP);
            case Log _ -> Limit.ulps(LOG);
            case Tanh _ -> Limit.ulps(TANH);
            case Sqrt _ -> Limit.ulps(SQRT);
            case Div _ -> Limit.ulps(DIVIDE);
            case Sigmoid _ -> Limit.ulps(SIGMOID).orAbsolute(Limit.smallestNormal(result));
            case Neg _, Abs _, Square _, Relu _, Step _, StopGradient _ -> Limit.EXACT;
            case Add _, Sub _, Mul _, Maximum _, Minimum _, Compare _, Cast _ -> Limit.EXACT;
            case Select _ -> Limit.BITS;
        };
    }

    /** A sum of {@code count} terms as a tree; the oracle's own order shows in float64. */
    public static Limit sum(long count, DType dtype) {
        if (!dtype.isFloating()) {
            return Limit.EXACT;
        }
        double tree = 2 + Math.log(Math.max(1, count)) / Math.log(2);
        return Limit.terms(dtype == DType.FLOAT64 ? tree + 2 * Math.sqrt(count) : tree);
    }

    /** A sum of up to {@code count} terms one after the other. */
    public static Limit sequentialSum(long count, DType dtype) {
        return dtype.isFloating() ? Limit.terms(Math.max(1, count)) : Limit.EXACT;
    }

    /** A matrix product: positive terms let the errors add up instead of cancelling. */
    public static Limit product(int inner, boolean positive) {
        return Limit.terms(positive ? 4 + 2 * Math.sqrt(inner) : PRODUCT);
    }
}
