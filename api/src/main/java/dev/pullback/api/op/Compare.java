package dev.pullback.api.op;

import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import java.util.List;

/** y = a ⟨comparison⟩ b as bool; both operands of one dtype and shape. bool knows only (NOT_)EQUAL. Derivative 0. */
public record Compare(Comparison comparison) implements Elementwise {

    @Override
    public TensorType infer(List<TensorType> operands) {
        Expect.operands(this, operands, 2);
        Expect.sameDType(this, operands);
        Expect.sameShape(this, operands);
        if (comparison != Comparison.EQUAL && comparison != Comparison.NOT_EQUAL) {
            Expect.numeric(this, operands);
        }
        return operands.getFirst().with(DType.BOOL);
    }
}
