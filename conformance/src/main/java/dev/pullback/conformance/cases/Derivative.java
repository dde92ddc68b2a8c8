package dev.pullback.conformance.cases;

import dev.pullback.api.jacobian.Derivatives;
import dev.pullback.api.op.Op;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.tensor.Traced;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import dev.pullback.conformance.numeric.Family;
import dev.pullback.conformance.numeric.Limit;
import dev.pullback.conformance.numeric.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A function to be differentiated at a point. Tangents v (one per input) and cotangents w (one per result) are drawn from
 * the id; those of inputs without derivative, such as indices, are zero.
 *
 * @param op the op that this is about
 * @param dtype of the floating inputs
 * @param limit for J·v and Jᵀ·w
 * @param smooth whether the function has a derivative at the point in the sense of analysis, so that differences find it
 */
public record Derivative(
        Class<? extends Op> op,
        DType dtype,
        String id,
        TensorFunction function,
        List<Values> point,
        Limit limit,
        boolean smooth) {

    /** Derivatives of one group are compiled together. */
    public String group() {
        return "derivative of %s in %s".formatted(op.getSimpleName().toLowerCase(Locale.ROOT), dtype.label());
    }

    /** v, one per input. */
    public List<Values> tangents() {
        return directions("tangent", point.stream().map(Values::type).toList());
    }

    /** w, one per result. */
    public List<Values> cotangents() {
        List<Traced> inputs =
                point.stream().map(input -> Traced.input(input.type(), "x")).toList();
        return directions(
                "cotangent",
                function.apply(List.copyOf(inputs)).stream().map(Tensor::type).toList());
    }

    /** J·v, then Jᵀ·w, of the inputs (x, v, w). */
    public Case asCase() {
        int inputs = point.size();
        TensorFunction both = operands -> {
            List<Tensor> x = operands.subList(0, inputs);
            List<Tensor> w = operands.subList(2 * inputs, operands.size());
            List<Tensor> results = new ArrayList<>(Derivatives.push(function).apply(operands.subList(0, 2 * inputs)));
            results.addAll(Derivatives.pull(function, inputs).apply(joined(x, w)));
            return results;
        };
        List<Values> values = joined(joined(point, tangents()), cotangents());
        return new Case(op, group(), id, both, values, limit);
    }

    private List<Values> directions(String role, List<TensorType> types) {
        List<Values> directions = new ArrayList<>();
        for (TensorType type : types) {
            boolean moves = type.dtype().isFloating();
            directions.add(
                    moves
                            ? Family.AWAY_FROM_ZERO.draw(type, (id + role).hashCode() + 31L * directions.size())
                            : Values.of(type, new double[Math.toIntExact(type.size())]));
        }
        return directions;
    }

    private static <T> List<T> joined(List<? extends T> first, List<? extends T> second) {
        List<T> both = new ArrayList<>(first);
        both.addAll(second);
        return both;
    }
}
