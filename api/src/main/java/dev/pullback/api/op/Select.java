package dev.pullback.api.op;

import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import java.util.List;

/** y = condition ? a : b, with a bool condition; a and b of one dtype. ∂y/∂a = condition, ∂y/∂b = 1 − condition. */
public record Select() implements Elementwise {

    @Override
    public TensorType infer(List<TensorType> operands) {
        Expect.operands(this, operands, 3);
        Expect.dtypeAt(this, operands, 0, DType.BOOL);
        Expect.sameDType(this, operands.subList(1, 3));
        Expect.sameShape(this, operands);
        return operands.get(1);
    }
}
