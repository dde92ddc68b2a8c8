package dev.pullback.api.op;

import dev.pullback.api.type.TensorType;
import java.util.List;

/** Two operands of one dtype (float32, float64 or int32) and one shape; the result has the same. */
public sealed interface Binary extends Elementwise permits Add, Div, Maximum, Minimum, Mul, Sub {

    @Override
    default TensorType infer(List<TensorType> operands) {
        Expect.operands(this, operands, 2);
        Expect.numeric(this, operands);
        Expect.sameDType(this, operands);
        Expect.sameShape(this, operands);
        return operands.getFirst();
    }
}
