package dev.pullback.api.op;

import dev.pullback.api.type.Axes;
import dev.pullback.api.type.Shape;
import dev.pullback.api.type.TensorType;
import java.util.List;

/** The block {@code starts[axis] .. ends[axis]-1} along every axis. Adjoint: {@link Pad} with zeros. */
public record Slice(Axes starts, Axes ends) implements Linear {

    @Override
    public TensorType infer(List<TensorType> operands) {
        Expect.operands(this, operands, 1);
        Shape shape = operands.getFirst().shape();
        boolean valid = starts.count() == shape.rank() && ends.count() == shape.rank();
        int[] lengths = new int[shape.rank()];
        for (int axis = 0; valid && axis < lengths.length; axis++) {
            lengths[axis] = ends.get(axis) - starts.get(axis);
            valid = starts.get(axis) >= 0 && lengths[axis] >= 0 && ends.get(axis) <= shape.length(axis);
        }
        if (!valid) {
            throw Expect.shape(this, operands, "has no block from %s to %s".formatted(starts, ends));
        }
        return operands.getFirst().with(Shape.of(lengths));
    }
}
