package dev.pullback.api.op;

import dev.pullback.api.type.TensorType;
import java.util.List;

/** One operand; the result has its dtype and shape. Works on floating dtypes unless {@link #onIntegers()}. */
public sealed interface Unary extends Elementwise
        permits Abs, Exp, Log, Neg, Relu, Sigmoid, Sqrt, Square, Step, StopGradient, Tanh {

    /** Whether int32 is allowed as well as the floating dtypes. */
    default boolean onIntegers() {
        return false;
    }

    @Override
    default TensorType infer(List<TensorType> operands) {
        Expect.operands(this, operands, 1);
        if (onIntegers()) {
            Expect.numeric(this, operands);
        } else {
            Expect.floating(this, operands);
        }
        return operands.getFirst();
    }
}
