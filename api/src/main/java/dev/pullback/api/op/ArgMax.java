package dev.pullback.api.op;

import dev.pullback.api.type.Axes;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.Shape;
import dev.pullback.api.type.TensorType;
import java.util.List;

/** The int32 index of the largest element along one axis, which disappears; the first of equals, and NaN wins. Derivative 0. */
public record ArgMax(int axis) implements General {

    @Override
    public TensorType infer(List<TensorType> operands) {
        Expect.operands(this, operands, 1);
        Expect.numeric(this, operands);
        Shape shape = operands.getFirst().shape();
        if (axis < 0 || axis >= shape.rank() || shape.length(axis) == 0) {
            throw Expect.shape(this, operands, "has no largest element along axis " + axis);
        }
        return new TensorType(DType.INT32, shape.without(Axes.of(axis)));
    }
}
