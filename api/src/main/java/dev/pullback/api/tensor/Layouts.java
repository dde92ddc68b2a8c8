package dev.pullback.api.tensor;

import dev.pullback.api.error.CallSite;
import dev.pullback.api.error.ShapeException;
import dev.pullback.api.op.Pad;
import dev.pullback.api.op.Reshape;
import dev.pullback.api.op.Slice;
import dev.pullback.api.op.Transpose;
import dev.pullback.api.type.Axes;
import dev.pullback.api.type.Shape;
import java.util.stream.IntStream;

/** The comfortable forms of the layout ops: negative axes and positions, one length left open, an axis at a time. */
final class Layouts {

    private Layouts() {}

    static Tensor reshape(Tensor tensor, int... lengths) {
        int open = -1;
        long known = 1;
        for (int axis = 0; axis < lengths.length; axis++) {
            if (lengths[axis] == -1 && open < 0) {
                open = axis;
            } else {
                known *= lengths[axis];
            }
        }
        int[] resolved = lengths.clone();
        if (open >= 0) {
            if (known <= 0 || tensor.shape().size() % known != 0) {
                throw new ShapeException("reshape(%s): no length at axis %d makes %,d elements fit%s"
                        .formatted(tensor.type(), open, tensor.shape().size(), CallSite.describe()));
            }
            resolved[open] = Math.toIntExact(tensor.shape().size() / known);
        }
        Shape shape = Shape.of(resolved);
        return shape.equals(tensor.shape()) ? tensor : Apply.op(new Reshape(shape), tensor);
    }

    static Tensor transpose(Tensor tensor, int... permutation) {
        Shape shape = tensor.shape();
        int[] axes = permutation.length == 0
                ? IntStream.range(0, shape.rank())
                        .map(axis -> shape.rank() - 1 - axis)
                        .toArray()
                : IntStream.of(permutation).map(shape::axis).toArray();
        return Apply.op(new Transpose(Axes.of(axes)), tensor);
    }

    static Tensor slice(Tensor tensor, int axis, int start, int end) {
        Shape shape = tensor.shape();
        int along = shape.axis(axis);
        int length = shape.length(along);
        int[] starts = new int[shape.rank()];
        int[] ends = shape.lengths();
        starts[along] = start < 0 ? start + length : start;
        ends[along] = end < 0 ? end + length : end;
        return Apply.op(new Slice(Axes.of(starts), Axes.of(ends)), tensor);
    }

    static Tensor pad(Tensor tensor, int axis, int before, int after) {
        int along = tensor.shape().axis(axis);
        int[] low = new int[tensor.shape().rank()];
        int[] high = new int[tensor.shape().rank()];
        low[along] = before;
        high[along] = after;
        return Apply.op(new Pad(Axes.of(low), Axes.of(high)), tensor);
    }
}
