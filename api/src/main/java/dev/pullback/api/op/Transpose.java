package dev.pullback.api.op;

import dev.pullback.api.type.Axes;
import dev.pullback.api.type.Shape;
import dev.pullback.api.type.TensorType;
import java.util.List;

/** Axes in another order: axis i of the result is axis {@code permutation[i]} of the operand. Adjoint: the inverse. */
public record Transpose(Axes permutation) implements Linear {

    @Override
    public TensorType infer(List<TensorType> operands) {
        Expect.operands(this, operands, 1);
        Shape shape = operands.getFirst().shape();
        int[] lengths = new int[shape.rank()];
        boolean[] seen = new boolean[shape.rank()];
        boolean valid = permutation.count() == shape.rank();
        for (int i = 0; valid && i < lengths.length; i++) {
            int axis = permutation.get(i);
            valid = axis >= 0 && axis < lengths.length && !seen[axis];
            if (valid) {
                seen[axis] = true;
                lengths[i] = shape.length(axis);
            }
        }
        if (!valid) {
            throw Expect.shape(this, operands, "wants each axis exactly once, not " + permutation);
        }
        return operands.getFirst().with(Shape.of(lengths));
    }
}
