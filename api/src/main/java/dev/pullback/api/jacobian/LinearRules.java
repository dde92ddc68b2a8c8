package dev.pullback.api.jacobian;

import dev.pullback.api.op.*;
import dev.pullback.api.tensor.Apply;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.type.Axes;
import dev.pullback.api.type.Shape;
import java.util.List;

/** Linear: push is the op itself, pull is its adjoint, which is another op. */
final class LinearRules {

    private LinearRules() {}

    static Jacobian jacobian(Linear op, int operand, List<Tensor> operands, Tensor y) {
        Tensor x = operands.get(operand);
        return switch (op) {
            case Reshape _ -> linear(op, w -> w.reshape(x.shape()));
            case Transpose(Axes permutation) -> linear(op, w -> Apply.op(new Transpose(permutation.inverse()), w));
            case Broadcast _ -> linear(op, w -> w.sumTo(x.shape()));
            case Sum(Axes axes) ->
                linear(op, w -> w.reshape(x.shape().collapsed(axes)).broadcastTo(x.shape()));
            case Slice(Axes starts, Axes ends) -> linear(op, w -> Apply.op(new Pad(starts, rest(x.shape(), ends)), w));
            case Pad(Axes before, Axes _) -> linear(op, w -> Apply.op(new Slice(before, ends(before, x.shape())), w));
            case Concat(int axis) -> concat(axis, operand, operands, y);
            case Gather(int axis) -> gather(axis, x, operands.get(1));
            case ScatterAdd(int axis, int length) -> scatterAdd(axis, length, operands.get(1));
        };
    }

    private static Jacobian linear(Op op, java.util.function.UnaryOperator<Tensor> adjoint) {
        return new Jacobian.Linear(v -> Apply.op(op, v), adjoint);
    }

    /** How much of the shape lies behind a block's end. */
    private static Axes rest(Shape shape, Axes ends) {
        int[] rest = shape.lengths();
        for (int axis = 0; axis < rest.length; axis++) {
            rest[axis] -= ends.get(axis);
        }
        return Axes.of(rest);
    }

    private static Axes ends(Axes starts, Shape shape) {
        int[] ends = shape.lengths();
        for (int axis = 0; axis < ends.length; axis++) {
            ends[axis] += starts.get(axis);
        }
        return Axes.of(ends);
    }

    /** Push pads the tangent to its place, pull slices it out again. */
    private static Jacobian concat(int axis, int operand, List<Tensor> operands, Tensor y) {
        int start = operands.subList(0, operand).stream()
                .mapToInt(before -> before.shape().length(axis))
                .sum();
        int end = start + operands.get(operand).shape().length(axis);
        int length = y.shape().length(axis);
        return new Jacobian.Linear(v -> v.pad(axis, start, length - end), w -> w.slice(axis, start, end));
    }

    private static Jacobian gather(int axis, Tensor x, Tensor indices) {
        int length = x.shape().length(axis);
        return new Jacobian.Linear(v -> v.gather(axis, indices), w -> w.scatterAdd(axis, length, indices));
    }

    private static Jacobian scatterAdd(int axis, int length, Tensor indices) {
        return new Jacobian.Linear(v -> v.scatterAdd(axis, length, indices), w -> w.gather(axis, indices));
    }
}
