package dev.pullback.conformance.numeric;

import dev.pullback.api.op.CustomOp;
import dev.pullback.api.op.Elementwise;
import dev.pullback.api.op.MatMul;
import dev.pullback.api.op.Op;
import dev.pullback.api.op.ScatterAdd;
import dev.pullback.api.op.Sum;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import java.util.List;
import java.util.stream.Stream;

/**
 * The numeric contract of every op. The functions' limits are those of OpenCL C's full profile plus one for the library of
 * the oracle; sums and products have limits that correct code keeps and that rounding the operands to fewer bits, dropping a
 * term or a wrong tail does not. They are one table, which {@code docs/numerics.md} shows and derives.
 */
public final class Limits {

    /** ⟨Jv, w⟩ = ⟨v, Jᵀw⟩ up to so much of Σ|Jv||w|. */
    public static final double ADJOINT = LimitRow.ADJOINT.value();

    /** First derivatives in float64 against five-point differences, relative where slopes are above 1. */
    public static final double FIRST_DERIVATIVE = LimitRow.FIRST_DERIVATIVE.value();

    /** Second derivatives likewise. */
    public static final double SECOND_DERIVATIVE = LimitRow.SECOND_DERIVATIVE.value();

    /** Losses and parameters of the first training steps, relative. */
    public static final double TRAINING = LimitRow.TRAINING.value();

    /** The mean accuracy over five seeds, absolute. */
    public static final double ACCURACY_BAND = LimitRow.ACCURACY.value();

    /** An expression of a few dozen ops in float32, relative to the largest element of its result. */
    public static final double EXPRESSION = LimitRow.EXPRESSION.value();

    /** H·v of a network of three layers in float32, relative to the largest element of its result. */
    public static final double CURVATURE = LimitRow.CURVATURE.value();

    /** The same numbers computed on two ways, in float32 and relative to the largest. */
    public static final double FORMS = LimitRow.FORMS.value();

    private Limits() {}

    /** The whole table in Markdown. */
    public static String markdown() {
        return LimitRow.markdown();
    }

    public static Limit of(Elementwise op, DType result) {
        LimitRow row = row(op);
        if (!result.isFloating() && row != LimitRow.MOVED) {
            return Limit.EXACT;
        }
        Limit limit = row.limit(result, 1);
        return row == LimitRow.LOGISTIC ? limit.or(LimitRow.LOGISTIC_TAIL.limit(result, 1)) : limit;
    }

    /**
     * The limit of one op on operands that nothing is known of: of any sign and size.
     *
     * @param op of the vocabulary; a user's own op is judged by what it is lowered to
     */
    public static Limit ofOp(Op op, List<TensorType> operands, TensorType result) {
        return switch (op) {
            case Elementwise elementwise -> of(elementwise, result.dtype());
            case MatMul product ->
                product(operands.getFirst().shape().length(product.transposeA() ? -2 : -1), true, result.dtype());
            case Sum _ -> sum(operands.getFirst().size() / Math.max(1, result.size()), result.dtype());
            case ScatterAdd _ -> sequentialSum(operands.get(1).size(), result.dtype());
            case CustomOp _ -> throw new IllegalArgumentException(op + " is not of the vocabulary");
            default -> row(op).limit(result.dtype(), 1);
        };
    }

    /** A sum of {@code count} terms as a tree; the oracle's own order shows in float64. */
    public static Limit sum(long count, DType dtype) {
        return dtype.isFloating() ? LimitRow.TREE_SUM.limit(dtype, count) : Limit.EXACT;
    }

    /** A sum of up to {@code count} terms one after the other. */
    public static Limit sequentialSum(long count, DType dtype) {
        return dtype.isFloating() ? LimitRow.SEQUENTIAL_SUM.limit(dtype, count) : Limit.EXACT;
    }

    /** A matrix product: terms of one sign let the errors add up instead of cancelling. */
    public static Limit product(int inner, boolean positive, DType dtype) {
        return (positive ? LimitRow.POSITIVE_PRODUCT : LimitRow.PRODUCT).limit(dtype, inner);
    }

    /**
     * Push and pull of an op of elements, in directions of at most 2 in size: 1 − y² and y(1 − y) have an absolute error, the
     * other derivatives a relative one, and sums over what was broadcast one relative to their largest terms.
     */
    public static Limit derivative(DType dtype) {
        return LimitRow.DERIVATIVE
                .limit(dtype, 1)
                .or(LimitRow.CANCELLATION.limit(dtype, 1))
                .or(LimitRow.COLLECTION.limit(dtype, 1));
    }

    /** Push and pull of a sum or product of a few terms, in any dtype: each rounds, and they may cancel. */
    public static Limit derivativeOfSums() {
        return LimitRow.DERIVATIVE_OF_SUMS.limit(DType.FLOAT32, 1);
    }

    private static LimitRow row(Op op) {
        return Stream.of(LimitRow.values())
                .filter(row -> row.ops().contains(op.getClass()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no limit for " + op));
    }
}
