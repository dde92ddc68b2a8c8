package dev.pullback.api.jacobian;

import dev.pullback.api.jacobian.Jacobian.Reindexing;
import dev.pullback.api.op.Barrier;
import dev.pullback.api.op.Concat;
import dev.pullback.api.op.Gather;
import dev.pullback.api.op.Linear;
import dev.pullback.api.op.Op;
import dev.pullback.api.op.Pad;
import dev.pullback.api.op.ScatterAdd;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.type.Axes;
import java.util.List;
import java.util.Optional;

/** Linear: the op is its own Jacobian. */
final class LinearRules {

    private LinearRules() {}

    static Jacobian jacobian(Linear op, int operand, List<Tensor> operands, Tensor y) {
        Tensor x = operands.get(operand);
        return switch (op) {
            case Concat(int axis) -> reindexing(place(axis, operand, operands, y), Optional.empty(), x, y);
            case Barrier _ ->
                operand == 0
                        ? reindexing(op, Optional.of(operands.get(1)), x, y)
                        : new Jacobian.Zero(x.type(), y.type());
            case Gather _, ScatterAdd _ -> reindexing(op, Optional.of(operands.get(1)), x, y);
            default -> reindexing(op, Optional.empty(), x, y);
        };
    }

    private static Jacobian reindexing(Op op, Optional<Tensor> indices, Tensor x, Tensor y) {
        return new Reindexing(op, indices, x.type(), y.type());
    }

    /** To one of its operands a concat is a pad to its place. */
    private static Pad place(int axis, int operand, List<Tensor> operands, Tensor y) {
        int[] before = new int[y.shape().rank()];
        int[] after = new int[y.shape().rank()];
        before[axis] = operands.subList(0, operand).stream()
                .mapToInt(other -> other.shape().length(axis))
                .sum();
        after[axis] = y.shape().length(axis)
                - before[axis]
                - operands.get(operand).shape().length(axis);
        return new Pad(Axes.of(before), Axes.of(after));
    }
}
