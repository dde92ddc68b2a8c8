package dev.pullback.api.jacobian;

import dev.pullback.api.op.Broadcast;
import dev.pullback.api.op.Constant;
import dev.pullback.api.op.Reshape;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.Traced;

/** Directions that are known to be zero: nothing is computed for them. */
final class Zeros {

    private Zeros() {}

    /** Whether a tensor is the constant 0, perhaps under another shape. */
    static boolean isZero(Tensor tensor) {
        Traced node = tensor.node();
        while (node.op() instanceof Broadcast || node.op() instanceof Reshape) {
            node = node.operands().getFirst();
        }
        return node.op() instanceof Constant constant && constant.value() == 0;
    }
}
