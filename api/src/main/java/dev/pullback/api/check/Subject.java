package dev.pullback.api.check;

import dev.pullback.api.graph.Graph;
import dev.pullback.api.jacobian.Derivatives;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.type.TensorType;
import java.util.ArrayList;
import java.util.List;

/**
 * A function at a point, some of whose inputs move and the others are held. Its derivative by the rules is taken of {@code
 * derived}, its differences of {@code measured}: the same function, but what {@code stopGradient} holds fixed for the rules
 * is an input held fixed in the measured one.
 *
 * @param point a value for every input
 * @param moving positions of the inputs that are differentiated
 */
record Subject(TensorFunction derived, TensorFunction measured, List<Value> point, List<Integer> moving) {

    Subject {
        point = List.copyOf(point);
        moving = List.copyOf(moving);
    }

    /** x ↦ J(x)·v, a function whose inputs are x and, held fixed, v. */
    Subject pushed(List<Value> tangents) {
        return new Subject(push(derived), push(measured), joined(point, tangents), moving);
    }

    /** x ↦ J(x)ᵀ·w, a function whose inputs are x and, held fixed, w. */
    Subject pulled(List<Value> cotangents) {
        return new Subject(pull(derived), pull(measured), joined(point, cotangents), moving);
    }

    Graph measuredGraph() {
        return graph(measured, List.of());
    }

    /** J·v by the rules, of the point followed by a tangent for each moving input. */
    Graph pushGraph() {
        return graph(push(derived), movingTypes());
    }

    /** Jᵀ·w by the rules, of the point followed by a cotangent for each result. */
    Graph pullGraph(List<TensorType> results) {
        return graph(pull(derived), results);
    }

    List<Value> movingValues() {
        return moving.stream().map(point::get).toList();
    }

    List<TensorType> movingTypes() {
        return movingValues().stream().map(Value::type).toList();
    }

    private Graph graph(TensorFunction function, List<TensorType> directions) {
        List<TensorType> types = new ArrayList<>(point.stream().map(Value::type).toList());
        types.addAll(directions);
        return Graph.trace(function, types.toArray(TensorType[]::new));
    }

    private TensorFunction push(TensorFunction function) {
        return Derivatives.push(function, positions());
    }

    private TensorFunction pull(TensorFunction function) {
        return Derivatives.pull(function, point.size(), positions());
    }

    private int[] positions() {
        return moving.stream().mapToInt(Integer::intValue).toArray();
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        List<T> both = new ArrayList<>(first);
        both.addAll(second);
        return both;
    }
}
