package dev.pullback.api.op;

import dev.pullback.api.type.Shape;
import dev.pullback.api.type.TensorType;
import java.util.List;

/** Operands joined along one axis; all other axes agree. Adjoint: a {@link Slice} for each operand. */
public record Concat(int axis) implements Linear {

    @Override
    public TensorType infer(List<TensorType> operands) {
        if (operands.isEmpty()) {
            throw Expect.shape(this, operands, "wants at least one operand");
        }
        Expect.sameDType(this, operands);
        TensorType first = operands.getFirst();
        if (axis < 0 || axis >= first.shape().rank()) {
            throw Expect.shape(this, operands, "has no axis %d to join along".formatted(axis));
        }
        int joined = 0;
        for (TensorType operand : operands) {
            boolean fits = operand.shape().rank() == first.shape().rank()
                    && operand.shape().with(axis, 0).equals(first.shape().with(axis, 0));
            if (!fits) {
                throw Expect.shape(this, operands, "wants shapes that agree on every axis but axis %d".formatted(axis));
            }
            joined = Math.addExact(joined, operand.shape().length(axis));
        }
        Shape shape = first.shape().with(axis, joined);
        return first.with(shape);
    }
}
