package dev.pullback.api.op;

import dev.pullback.api.type.Axes;
import dev.pullback.api.type.Shape;
import dev.pullback.api.type.TensorType;
import java.util.List;

/**
 * The largest element over the given axes (ascending), which disappear and must not be empty; NaN wins. The derivative goes
 * to the largest element, in equal shares where several are equal.
 */
public record ReduceMax(Axes axes) implements General {

    @Override
    public TensorType infer(List<TensorType> operands) {
        Expect.operands(this, operands, 1);
        Expect.numeric(this, operands);
        TensorType result = Reduction.infer(this, axes, operands);
        Shape shape = operands.getFirst().shape();
        for (int axis : axes.toArray()) {
            if (shape.length(axis) == 0) {
                throw Expect.shape(this, operands, "has no largest element along the empty axis " + axis);
            }
        }
        return result;
    }
}
