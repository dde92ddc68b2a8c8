package dev.pullback.api.jacobian;

import dev.pullback.api.jacobian.Jacobian.Reindexing;
import dev.pullback.api.op.Barrier;
import dev.pullback.api.op.Broadcast;
import dev.pullback.api.op.Cast;
import dev.pullback.api.op.Concat;
import dev.pullback.api.op.Gather;
import dev.pullback.api.op.Linear;
import dev.pullback.api.op.Op;
import dev.pullback.api.op.Pad;
import dev.pullback.api.op.Reshape;
import dev.pullback.api.op.ScatterAdd;
import dev.pullback.api.op.Slice;
import dev.pullback.api.op.Sum;
import dev.pullback.api.op.Transpose;
import dev.pullback.api.tensor.Apply;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.type.Axes;
import dev.pullback.api.type.Shape;
import dev.pullback.api.type.TensorType;

/** Linear ops as maps: push is the op itself, pull is its adjoint, which is another op. */
final class Reindexings {

    private Reindexings() {}

    static Tensor push(Reindexing map, Tensor v) {
        return map.indices().isPresent() ? Apply.op(map.op(), v, map.indices().get()) : Apply.op(map.op(), v);
    }

    static Tensor pull(Reindexing map, Tensor w) {
        Shape shape = map.domain().shape();
        return switch (map.op()) {
            case Cast _ -> w.cast(map.domain().dtype());
            case Linear op ->
                switch (op) {
                    case Barrier _ -> w;
                    case Reshape _ -> w.reshape(shape);
                    case Transpose(Axes permutation) -> Apply.op(new Transpose(permutation.inverse()), w);
                    case Broadcast _ -> w.sumTo(shape);
                    case Sum(Axes axes) -> w.reshape(shape.collapsed(axes)).broadcastTo(shape);
                    case Slice(Axes starts, Axes ends) -> Apply.op(new Pad(starts, rest(shape, ends)), w);
                    case Pad(Axes before, Axes _) -> Apply.op(new Slice(before, ends(before, shape)), w);
                    case Gather(int axis) ->
                        w.scatterAdd(axis, shape.length(axis), map.indices().orElseThrow());
                    case ScatterAdd(int axis, int _) ->
                        w.gather(axis, map.indices().orElseThrow());
                    case Concat _ -> throw new IllegalStateException("a concat is a pad for each of its operands");
                };
            default -> throw new IllegalStateException(map.op() + " moves no elements");
        };
    }

    static Structure structure(Op op) {
        return switch (op) {
            case Barrier _, Reshape _, Cast _ -> Structure.IDENTITY;
            case Sum _, ScatterAdd _ -> Structure.SUM;
            default -> Structure.REINDEXING;
        };
    }

    /** The matrix by the op's name, for there is no shorter one: {@code broadcast}, {@code transpose[1,0]}. */
    static String formula(Op op, TensorType domain) {
        return switch (op) {
            case Barrier _, Reshape _ -> "I";
            case Cast(var dtype) -> "I (%s → %s)".formatted(domain.dtype().label(), dtype.label());
            case Transpose(Axes permutation) -> "transpose" + permutation;
            case Broadcast(Shape shape) -> "broadcast" + shape;
            case Sum(Axes axes) -> "sum" + axes;
            default -> op.name();
        };
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
}
