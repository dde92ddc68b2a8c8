package dev.pullback.conformance.cases;

import dev.pullback.api.op.Gather;
import dev.pullback.api.op.Op;
import dev.pullback.api.op.ScatterAdd;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import dev.pullback.conformance.numeric.Family;
import dev.pullback.conformance.numeric.Values;
import java.util.List;

/** Ops that indices steer: along any axis, some indices twice and some out of range, which are clamped. */
public final class IndexDerivatives {

    private static final int[] INDICES = {3, 0, 3, 9, -1, 2};

    private final DerivativeFamily family;

    private IndexDerivatives(DType dtype) {
        this.family = new DerivativeFamily(dtype);
    }

    static List<Derivative> all(DType dtype) {
        var all = new IndexDerivatives(dtype);
        all.gathers();
        all.scatters();
        return all.family.list();
    }

    private void gathers() {
        gather(0, new int[] {4}, 6);
        gather(0, new int[] {4, 5}, 6);
        gather(1, new int[] {2, 4}, 3);
        gather(1, new int[] {2, 4, 3}, 2, 3);
        gather(0, new int[] {4, 3});
        gather(0, new int[] {4, 3}, 0);
    }

    private void scatters() {
        scatter(0, new int[] {6}, 6);
        scatter(0, new int[] {6, 5}, 6);
        scatter(1, new int[] {2, 3}, 3);
        scatter(1, new int[] {2, 2, 3, 2}, 2, 3);
        scatter(0, new int[] {3});
        scatter(0, new int[] {0, 3}, 0);
    }

    private void gather(int axis, int[] shape, int... indices) {
        add(new Gather(axis), shape, indices);
    }

    private void scatter(int axis, int[] shape, int... indices) {
        add(new ScatterAdd(axis, 4), shape, indices);
    }

    private void add(Op op, int[] shape, int... indices) {
        TensorType type = TensorType.of(DType.INT32, indices);
        double[] positions = new double[Math.toIntExact(type.size())];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = INDICES[i % INDICES.length];
        }
        Values point = family.point(op.toString(), Family.NORMAL, shape);
        String id = "%s %s by %s".formatted(op, point.type(), type);
        family.add(
                op.getClass(),
                id,
                DerivativeFamily.function(op),
                List.of(point, Values.of(type, positions)),
                DerivativeFamily.sums(),
                true);
    }
}
