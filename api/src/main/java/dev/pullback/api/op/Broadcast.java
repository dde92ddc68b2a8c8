package dev.pullback.api.op;

import dev.pullback.api.type.Shape;
import dev.pullback.api.type.TensorType;
import java.util.List;

/**
 * The operand repeated to a larger shape, as NumPy's {@code broadcast_to}: shapes are aligned at the last axis, and axes of
 * length 1 (or missing in front) repeat. Adjoint: the sum over the repeated axes.
 */
public record Broadcast(Shape shape) implements Linear {

    @Override
    public TensorType infer(List<TensorType> operands) {
        Expect.operands(this, operands, 1);
        if (!shape.equals(Shape.broadcast(operands.getFirst().shape(), shape))) {
            throw Expect.shape(this, operands, "cannot be broadcast to " + shape);
        }
        return operands.getFirst().with(shape);
    }
}
