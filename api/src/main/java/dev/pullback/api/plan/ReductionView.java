package dev.pullback.api.plan;

import dev.pullback.api.op.ArgMax;
import dev.pullback.api.op.ReduceMax;
import dev.pullback.api.op.Sum;
import dev.pullback.api.plan.Step.Reduction;
import dev.pullback.api.tensor.Traced;
import dev.pullback.api.type.Axes;
import dev.pullback.api.type.Shape;

/**
 * A reduction over neighbouring axes as one over the middle axis of {@code [outer, length, inner]}.
 *
 * @param firstAxis the first reduced axis; in the result, the first of those behind
 * @param lastAxis the last reduced axis
 */
record ReductionView(Reduction reduction, int firstAxis, int lastAxis, long outer, int length, long inner) {

    /** Of a node with a reduction as its op, in canonical form. */
    static ReductionView of(Traced node) {
        Shape shape = node.operands().getFirst().shape();
        return switch (node.op()) {
            case Sum(Axes axes) -> of(Reduction.SUM, shape, axes);
            case ReduceMax(Axes axes) -> of(Reduction.MAX, shape, axes);
            case ArgMax(int axis) -> of(Reduction.ARGMAX, shape, Axes.of(axis));
            default -> throw new IllegalStateException("not a reduction: " + node);
        };
    }

    /** Whether an op is a reduction that elementwise ops can join. */
    static boolean canFuse(Traced node) {
        return node.op() instanceof Sum || node.op() instanceof ReduceMax;
    }

    /** The first of the axes of the operand that a prologue takes as columns: those reduced, unless others are behind. */
    int firstColumn() {
        return inner == 1 ? firstAxis : lastAxis + 1;
    }

    private static ReductionView of(Reduction reduction, Shape shape, Axes axes) {
        int first = axes.count() == 0 ? shape.rank() : axes.get(0);
        int last = axes.count() == 0 ? shape.rank() - 1 : axes.get(axes.count() - 1);
        return new ReductionView(
                reduction,
                first,
                last,
                size(shape, 0, first),
                Math.toIntExact(size(shape, first, last + 1)),
                size(shape, last + 1, shape.rank()));
    }

    private static long size(Shape shape, int from, int to) {
        long size = 1;
        for (int axis = from; axis < to; axis++) {
            size *= shape.length(axis);
        }
        return size;
    }
}
