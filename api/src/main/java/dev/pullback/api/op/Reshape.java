package dev.pullback.api.op;

import dev.pullback.api.type.Shape;
import dev.pullback.api.type.TensorType;
import java.util.List;

/** The same elements in row-major order under another shape of equal size. Adjoint: reshape back. */
public record Reshape(Shape shape) implements Linear {

    @Override
    public TensorType infer(List<TensorType> operands) {
        Expect.operands(this, operands, 1);
        if (operands.getFirst().size() != shape.size()) {
            throw Expect.shape(
                    this,
                    operands,
                    "cannot become %s: %,d elements are not %,d"
                            .formatted(shape, operands.getFirst().size(), shape.size()));
        }
        return operands.getFirst().with(shape);
    }
}
