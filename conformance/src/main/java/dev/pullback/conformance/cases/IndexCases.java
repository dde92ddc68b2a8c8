package dev.pullback.conformance.cases;

import dev.pullback.api.op.Gather;
import dev.pullback.api.op.ScatterAdd;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.Shape;
import dev.pullback.api.type.TensorType;
import dev.pullback.conformance.numeric.Family;
import dev.pullback.conformance.numeric.Limit;
import dev.pullback.conformance.numeric.Limits;
import dev.pullback.conformance.numeric.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Gather and its adjoint: indices that repeat, that are out of range on both sides, and none at all. */
public final class IndexCases {

    private final List<Case> cases = new ArrayList<>();

    private IndexCases() {}

    static List<Case> all() {
        var list = new IndexCases();
        for (DType dtype : DType.values()) {
            list.gathers(dtype);
            if (dtype != DType.BOOL) {
                list.scatters(dtype);
            }
        }
        return list.cases;
    }

    private void gathers(DType dtype) {
        gather(dtype, 0, new int[] {13}, new int[] {});
        gather(dtype, 0, new int[] {13}, new int[] {33});
        gather(dtype, 0, new int[] {1}, new int[] {5});
        gather(dtype, 0, new int[] {5, 7}, new int[] {4});
        gather(dtype, 1, new int[] {5, 7}, new int[] {4});
        gather(dtype, 1, new int[] {3, 5, 7}, new int[] {2, 4});
        gather(dtype, 0, new int[] {129, 65}, new int[] {17});
        gather(dtype, 2, new int[] {3, 5, 7}, new int[] {});
        gather(dtype, 0, new int[] {5, 7}, new int[] {0});
        gather(dtype, 1, new int[] {0, 7}, new int[] {3});
    }

    private void gather(DType dtype, int axis, int[] source, int[] indices) {
        String id = "axis %d of %s at %s".formatted(axis, Shape.of(source), Shape.of(indices));
        List<Values> inputs = List.of(
                Family.SPECIAL.draw(TensorType.of(dtype, source), id.hashCode()),
                indices(Shape.of(indices), source[axis], id.hashCode()));
        cases.add(Case.of(new Gather(axis), "", id, inputs, Limit.BITS));
    }

    private void scatters(DType dtype) {
        scatter(dtype, 0, 5, new int[] {33}, new int[] {33});
        scatter(dtype, 0, 4, new int[] {17, 7}, new int[] {17});
        scatter(dtype, 1, 3, new int[] {5, 13}, new int[] {13});
        scatter(dtype, 1, 6, new int[] {3, 2, 4, 7}, new int[] {2, 4});
        scatter(dtype, 1, 1, new int[] {5, 65}, new int[] {65});
        scatter(dtype, 1, 4, new int[] {5, 3}, new int[] {});
        scatter(dtype, 0, 4, new int[] {0, 7}, new int[] {0});
        scatter(dtype, 0, 0, new int[] {0}, new int[] {0});
    }

    /** Index order is part of the contract, so whole numbers must give the exact sum, and others one near it. */
    private void scatter(DType dtype, int axis, int length, int[] updates, int[] indices) {
        for (Family family : List.of(Family.NORMAL, Family.EQUAL)) {
            String id = "%s of %s at %s into axis %d of length %d"
                    .formatted(family, Shape.of(updates), Shape.of(indices), axis, length);
            Values positions = indices(Shape.of(indices), length, id.hashCode());
            List<Values> inputs = List.of(family.draw(TensorType.of(dtype, updates), id.hashCode()), positions);
            Limit limit = family == Family.EQUAL ? Limit.EXACT : Limits.sequentialSum(positions.size(), dtype);
            cases.add(Case.of(new ScatterAdd(axis, length), "", id, inputs, limit));
        }
    }

    /** Some below 0, some beyond the end. */
    private static Values indices(Shape shape, int length, long seed) {
        var random = new Random(seed);
        double[] indices = new double[Math.toIntExact(shape.size())];
        for (int i = 0; i < indices.length; i++) {
            indices[i] = random.nextInt(length + 4) - 2;
        }
        return Values.of(new TensorType(DType.INT32, shape), indices);
    }
}
