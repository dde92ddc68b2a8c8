package dev.pullback.conformance.cases;

import dev.pullback.api.op.ArgMax;
import dev.pullback.api.op.ReduceMax;
import dev.pullback.api.op.Sum;
import dev.pullback.api.type.Axes;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.Shape;
import dev.pullback.api.type.TensorType;
import dev.pullback.conformance.numeric.Family;
import dev.pullback.conformance.numeric.Limit;
import dev.pullback.conformance.numeric.Limits;
import java.util.ArrayList;
import java.util.List;

/** Sums and largest elements over every set of axes, of lengths around vectors and tiles, of nothing, and of many. */
public final class ReductionCases {

    private final List<Case> cases = new ArrayList<>();

    private ReductionCases() {}

    static List<Case> all() {
        var list = new ReductionCases();
        for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64, DType.INT32)) {
            for (int length : Shapes.LENGTHS) {
                list.addEveryAxes(dtype, length);
                list.addEveryAxes(dtype, length, 5);
                list.addEveryAxes(dtype, 5, length);
            }
            list.addEveryAxes(dtype);
            list.addEveryAxes(dtype, 0);
            list.addEveryAxes(dtype, 0, 4);
            list.addEveryAxes(dtype, 3, 0);
            list.addEveryAxes(dtype, 3, 0, 5);
            list.addEveryAxes(dtype, 2, 3, 5);
            list.addEveryAxes(dtype, 3, 1000);
            list.addEveryAxes(dtype, 1000, 3);
            list.addEveryAxes(dtype, 33, 65, 17);
            list.addEveryAxes(dtype, 2, 3, 4, 5);
            list.addEveryAxes(dtype, Shapes.LONG);
        }
        return list.cases;
    }

    private void addEveryAxes(DType dtype, int... lengths) {
        TensorType type = TensorType.of(dtype, lengths);
        for (int chosen = 0; chosen < 1 << lengths.length; chosen++) {
            Axes axes = chosen(chosen, lengths.length);
            addSum(type, axes);
            if (noneEmpty(type.shape(), axes)) {
                addMax(type, axes);
            }
        }
    }

    private static Axes chosen(int bits, int rank) {
        return Axes.of(java.util.stream.IntStream.range(0, rank)
                .filter(axis -> (bits >> axis & 1) == 1)
                .toArray());
    }

    private void addSum(TensorType type, Axes axes) {
        long count = 1;
        for (int axis : axes.toArray()) {
            count *= type.shape().length(axis);
        }
        for (Family family : List.of(Family.NORMAL, Family.POSITIVE, Family.SPECIAL_SUMMABLE)) {
            cases.add(Case.of(new Sum(axes), "over " + axes, family, Limits.sum(count, type.dtype()), type));
        }
        cases.add(Case.of(new Sum(axes), "over " + axes, Family.EQUAL, Limit.EXACT, type));
    }

    private void addMax(TensorType type, Axes axes) {
        for (Family family : List.of(Family.NORMAL, Family.EQUAL, Family.SPECIAL)) {
            cases.add(Case.of(new ReduceMax(axes), "over " + axes, family, Limit.EXACT, type));
            if (axes.count() == 1) {
                cases.add(Case.of(new ArgMax(axes.get(0)), "over " + axes, family, Limit.EXACT, type));
            }
        }
    }

    private static boolean noneEmpty(Shape shape, Axes axes) {
        for (int axis : axes.toArray()) {
            if (shape.length(axis) == 0) {
                return false;
            }
        }
        return true;
    }
}
