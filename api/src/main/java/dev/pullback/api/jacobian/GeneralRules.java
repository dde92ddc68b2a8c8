package dev.pullback.api.jacobian;

import dev.pullback.api.op.ArgMax;
import dev.pullback.api.op.Comparison;
import dev.pullback.api.op.General;
import dev.pullback.api.op.ReduceMax;
import dev.pullback.api.op.Sum;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.type.Axes;
import dev.pullback.api.type.Shape;
import java.util.List;
import java.util.Optional;

/** General: push and pull in full. */
final class GeneralRules {

    private GeneralRules() {}

    static Jacobian jacobian(General op, List<Tensor> operands, Tensor y) {
        Tensor x = operands.getFirst();
        return switch (op) {
            case ReduceMax(Axes axes) -> reduceMax(axes, x, y);
            case ArgMax _ -> new Jacobian.Zero(x.type(), y.type());
        };
    }

    /** With s = 1 at the largest elements (else 0) divided by their number: push is Σ s·v, pull is s·w. */
    private static Jacobian reduceMax(Axes axes, Tensor x, Tensor y) {
        Shape kept = x.shape().collapsed(axes);
        Tensor largest = x.compare(Comparison.EQUAL, y.reshape(kept)).cast(x.dtype());
        Tensor share = largest.div(largest.sum(axes.toArray()).reshape(kept));
        return new Jacobian.Diagonal(x.type(), share, "share")
                .then(new Jacobian.Reindexing(new Sum(axes), Optional.empty(), x.type(), y.type()));
    }
}
