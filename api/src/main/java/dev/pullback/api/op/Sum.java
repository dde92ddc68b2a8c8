package dev.pullback.api.op;

import dev.pullback.api.type.Axes;
import dev.pullback.api.type.TensorType;
import java.util.List;

/**
 * The sum over the given axes (ascending), which disappear; the sum of nothing is 0. Backends sum pairwise or as a tree, in
 * an order that does not depend on timing. Adjoint: the broadcast along those axes. int32 wraps around.
 */
public record Sum(Axes axes) implements Linear {

    @Override
    public TensorType infer(List<TensorType> operands) {
        Expect.operands(this, operands, 1);
        Expect.numeric(this, operands);
        return Reduction.infer(this, axes, operands);
    }
}
