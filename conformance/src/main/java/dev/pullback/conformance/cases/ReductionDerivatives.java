package dev.pullback.conformance.cases;

import dev.pullback.api.op.ArgMax;
import dev.pullback.api.op.ReduceMax;
import dev.pullback.api.op.Sum;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.type.Axes;
import dev.pullback.api.type.DType;
import dev.pullback.conformance.numeric.Family;
import dev.pullback.conformance.numeric.Limit;
import java.util.List;

/** Sums and maxima over any axes, neighbours or not; the sum of nothing; maxima of equal elements. */
public final class ReductionDerivatives {

    private final DerivativeFamily family;

    private ReductionDerivatives(DType dtype) {
        this.family = new DerivativeFamily(dtype);
    }

    static List<Derivative> all(DType dtype) {
        var all = new ReductionDerivatives(dtype);
        all.sums();
        all.maxima();
        return all.family.list();
    }

    private void sums() {
        sum(Axes.of());
        sum(Axes.of(0), 7);
        sum(Axes.of(0), 5, 7);
        sum(Axes.of(1), 5, 7);
        sum(Axes.of(0, 1), 5, 7);
        sum(Axes.of(0, 2), 3, 2, 4);
        sum(Axes.of(1), 3, 2, 4);
        sum(Axes.of(0), 0, 4);
        sum(Axes.of(1), 0, 4);
    }

    private void sum(Axes axes, int... shape) {
        family.smooth(new Sum(axes), Family.NORMAL, DerivativeFamily.sums(), shape);
    }

    private void maxima() {
        maximum(Axes.of());
        maximum(Axes.of(0), 7);
        maximum(Axes.of(1), 5, 7);
        maximum(Axes.of(1), 0, 4);
        family.bent(new ReduceMax(Axes.of(0, 2)), Family.EQUAL, family.products(), new int[] {3, 2, 4});
        for (int[] shape : new int[][] {{2, 3}, {2, 3, 4}}) {
            TensorFunction position = TensorFunction.of(x -> x.argmax(1).cast(x.dtype()));
            family.function(ArgMax.class, "has no derivative", Limit.EXACT, position, shape);
        }
    }

    private void maximum(Axes axes, int... shape) {
        family.smooth(new ReduceMax(axes), Family.NORMAL, family.products(), shape);
    }
}
