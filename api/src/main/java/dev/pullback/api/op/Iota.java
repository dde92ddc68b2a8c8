package dev.pullback.api.op;

import dev.pullback.api.type.TensorType;
import java.util.List;

/** Each element is its own index along one axis: 0, 1, 2, … in a numeric dtype. */
public record Iota(TensorType type, int axis) implements Source {

    @Override
    public TensorType infer(List<TensorType> operands) {
        Expect.operands(this, operands, 0);
        Expect.numeric(this, List.of(type));
        type.shape().axis(axis);
        return type;
    }
}
