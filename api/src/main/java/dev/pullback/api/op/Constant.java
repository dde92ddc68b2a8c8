package dev.pullback.api.op;

import dev.pullback.api.type.TensorType;
import java.util.List;

/** Every element has the same value, which is rounded to the dtype (as {@link Cast} does from float64). */
public record Constant(TensorType type, double value) implements Source {

    @Override
    public TensorType infer(List<TensorType> operands) {
        Expect.operands(this, operands, 0);
        return type;
    }
}
