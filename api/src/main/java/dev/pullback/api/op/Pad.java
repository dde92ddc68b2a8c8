package dev.pullback.api.op;

import dev.pullback.api.type.Axes;
import dev.pullback.api.type.Shape;
import dev.pullback.api.type.TensorType;
import java.util.List;

/** The operand with {@code before} and {@code after} zeros added along every axis. Adjoint: {@link Slice}. */
public record Pad(Axes before, Axes after) implements Linear {

    @Override
    public TensorType infer(List<TensorType> operands) {
        Expect.operands(this, operands, 1);
        Shape shape = operands.getFirst().shape();
        boolean valid = before.count() == shape.rank() && after.count() == shape.rank();
        int[] lengths = new int[shape.rank()];
        for (int axis = 0; valid && axis < lengths.length; axis++) {
            valid = before.get(axis) >= 0 && after.get(axis) >= 0;
            lengths[axis] = before.get(axis) + shape.length(axis) + after.get(axis);
        }
        if (!valid) {
            throw Expect.shape(this, operands, "cannot be padded by %s before and %s after".formatted(before, after));
        }
        return operands.getFirst().with(Shape.of(lengths));
    }
}
