package dev.pullback.api.op;

import dev.pullback.api.type.Axes;
import dev.pullback.api.type.TensorType;
import java.util.List;

/** What {@link Sum} and {@link ReduceMax} have in common. */
final class Reduction {

    private Reduction() {}

    static TensorType infer(Op op, Axes axes, List<TensorType> operands) {
        TensorType operand = operands.getFirst();
        int last = -1;
        for (int axis : axes.toArray()) {
            if (axis <= last || axis >= operand.shape().rank()) {
                throw Expect.shape(op, operands, "wants existing axes in ascending order, not " + axes);
            }
            last = axis;
        }
        return operand.with(operand.shape().without(axes));
    }
}
