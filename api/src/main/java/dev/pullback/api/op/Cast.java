package dev.pullback.api.op;

import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import java.util.List;

/**
 * The operand in another dtype. Floating to int32 truncates toward zero and saturates, NaN gives 0; to bool is x ≠ 0; bool
 * gives 0 or 1. Between floating dtypes the derivative is 1 (cast back), otherwise 0.
 */
public record Cast(DType dtype) implements Elementwise {

    @Override
    public TensorType infer(List<TensorType> operands) {
        Expect.operands(this, operands, 1);
        return operands.getFirst().with(dtype);
    }
}
