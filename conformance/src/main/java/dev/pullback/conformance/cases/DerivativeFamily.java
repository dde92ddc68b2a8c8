package dev.pullback.conformance.cases;

import dev.pullback.api.op.Op;
import dev.pullback.api.tensor.Apply;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.Shape;
import dev.pullback.api.type.TensorType;
import dev.pullback.conformance.numeric.Family;
import dev.pullback.conformance.numeric.Limit;
import dev.pullback.conformance.numeric.Limits;
import dev.pullback.conformance.numeric.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Collects derivatives of one dtype, at points that are seeded by what they are points of. */
public final class DerivativeFamily {

    private final DType dtype;
    private final List<Derivative> list = new ArrayList<>();

    DerivativeFamily(DType dtype) {
        this.dtype = dtype;
    }

    List<Derivative> list() {
        return List.copyOf(list);
    }

    DType dtype() {
        return dtype;
    }

    /** Sums of a few terms. */
    static Limit sums() {
        return Limits.derivativeOfSums();
    }

    /** Products with the derivative of a function. */
    Limit products() {
        return Limits.derivative(dtype);
    }

    /** One op at a smooth point. */
    void smooth(Op op, Family family, Limit limit, int[]... shapes) {
        add(op, family, limit, true, shapes);
    }

    /** One op at a point where it has, or may have, no derivative. */
    void bent(Op op, Family family, Limit limit, int[]... shapes) {
        add(op, family, limit, false, shapes);
    }

    /** A function at a smooth point. */
    void function(Class<? extends Op> op, String what, Limit limit, TensorFunction function, int[]... shapes) {
        String id = "%s %s %s".formatted(op.getSimpleName(), what, shapes(shapes));
        add(op, id, function, points(id, Family.AWAY_FROM_ZERO, shapes), limit, true);
    }

    void add(
            Class<? extends Op> op,
            String id,
            TensorFunction function,
            List<Values> point,
            Limit limit,
            boolean smooth) {
        list.add(new Derivative(op, dtype, id, function, point, limit, smooth));
    }

    static TensorFunction function(Op op) {
        return operands -> List.of(Apply.op(op, operands.toArray(Tensor[]::new)));
    }

    Values point(String id, Family family, int... shape) {
        return family.draw(TensorType.of(dtype, shape), id.hashCode());
    }

    private void add(Op op, Family family, Limit limit, boolean smooth, int[]... shapes) {
        String id = "%s %s %s".formatted(op, shapes(shapes), family);
        add(op.getClass(), id, function(op), points(id, family, shapes), limit, smooth);
    }

    private List<Values> points(String id, Family family, int[]... shapes) {
        List<Values> points = new ArrayList<>();
        for (int[] shape : shapes) {
            points.add(point(id + points.size(), family, shape));
        }
        return points;
    }

    private static String shapes(int[]... shapes) {
        return Stream.of(shapes).map(Shape::of).toList().toString();
    }
}
