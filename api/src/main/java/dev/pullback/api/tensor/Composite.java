package dev.pullback.api.tensor;

import dev.pullback.api.op.CustomOp;
import dev.pullback.api.type.TensorType;
import java.util.List;

/**
 * An op that users add: its meaning is a lowering to ops of the vocabulary. Backends that know the op may run it in one
 * kernel; all others run the lowering, and derivatives are taken through it. Implement it as a record, so that equal ops
 * are equal.
 */
public interface Composite extends CustomOp {

    /** The result in terms of other ops. */
    Tensor lower(List<Tensor> operands);

    /** The type of the lowering's result. */
    @Override
    default TensorType infer(List<TensorType> operands) {
        List<Tensor> inputs = operands.stream()
                .<Tensor>map(type -> Traced.input(type, "operand"))
                .toList();
        return lower(inputs).type();
    }
}
