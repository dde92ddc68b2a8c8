package dev.pullback.conformance.shadow;

import dev.pullback.api.op.ArgMax;
import dev.pullback.api.op.Barrier;
import dev.pullback.api.op.Broadcast;
import dev.pullback.api.op.Concat;
import dev.pullback.api.op.CustomOp;
import dev.pullback.api.op.Elementwise;
import dev.pullback.api.op.Gather;
import dev.pullback.api.op.MatMul;
import dev.pullback.api.op.Op;
import dev.pullback.api.op.Pad;
import dev.pullback.api.op.ReduceMax;
import dev.pullback.api.op.Reshape;
import dev.pullback.api.op.ScatterAdd;
import dev.pullback.api.op.Slice;
import dev.pullback.api.op.Source;
import dev.pullback.api.op.Sum;
import dev.pullback.api.op.Transpose;
import dev.pullback.api.type.TensorType;
import dev.pullback.conformance.numeric.Limit;
import dev.pullback.conformance.numeric.Limits;
import java.util.List;

/** The limit of one op on data that nothing is known of: of any sign, of any size. */
final class OpLimits {

    private OpLimits() {}

    /** @param op of the vocabulary; a user's own op is judged by what it is lowered to */
    static Limit of(Op op, List<TensorType> operands, TensorType result) {
        return switch (op) {
            case Elementwise elementwise -> Limits.of(elementwise, result.dtype());
            case MatMul matmul ->
                Limits.product(operands.getFirst().shape().length(matmul.transposeA() ? -2 : -1), true);
            case Sum _ -> Limits.sum(operands.getFirst().size() / Math.max(1, result.size()), result.dtype());
            case ScatterAdd _ -> Limits.sequentialSum(operands.get(1).size(), result.dtype());
            case Barrier _, Broadcast _, Concat _, Gather _, Pad _, Reshape _, Slice _, Transpose _ -> Limit.BITS;
            case ArgMax _, ReduceMax _, Source _ -> Limit.EXACT;
            case CustomOp _ -> throw new IllegalArgumentException(op + " is not of the vocabulary");
        };
    }
}
