package dev.pullback.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.jacobian.Derivatives;
import dev.pullback.api.op.Bilinear;
import dev.pullback.api.op.Linear;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.type.TensorType;
import java.util.ArrayList;
import java.util.List;

/**
 * The oracle's own derivatives against differences of its values, in float64: five points for functions that bend; for
 * linear and bilinear ones two points are exact at any distance, so at distance 1.
 */
final class FiniteDifferences {

    private static final double STEP = 0x1p-11;

    private FiniteDifferences() {}

    static void check(Derivative derivative, Backend oracle) {
        List<Values> x = derivative.point().stream().map(Values::promoted).toList();
        List<Values> v = derivative.tangents().stream().map(Values::promoted).toList();
        List<Values> both = new ArrayList<>(x);
        both.addAll(v);
        List<Values> pushed = evaluate(Derivatives.push(derivative.function()), both, oracle);
        List<double[]> differences = differences(derivative, x, v, oracle);
        for (int output = 0; output < pushed.size(); output++) {
            double tolerance =
                    Limits.FINITE_DIFFERENCES * Math.max(1, pushed.get(output).largest());
            for (int i = 0; i < pushed.get(output).size(); i++) {
                assertEquals(
                        differences.get(output)[i],
                        pushed.get(output).get(i),
                        tolerance,
                        "J·v of %s at element %d".formatted(derivative.id(), i));
            }
        }
    }

    private static List<double[]> differences(Derivative derivative, List<Values> x, List<Values> v, Backend oracle) {
        boolean exact =
                Linear.class.isAssignableFrom(derivative.op()) || Bilinear.class.isAssignableFrom(derivative.op());
        double[] steps = exact ? new double[] {-1, 1} : new double[] {-2 * STEP, -STEP, STEP, 2 * STEP};
        double[] weights = exact
                ? new double[] {-0.5, 0.5}
                : new double[] {1 / (12 * STEP), -8 / (12 * STEP), 8 / (12 * STEP), -1 / (12 * STEP)};
        List<double[]> sums = new ArrayList<>();
        for (int step = 0; step < steps.length; step++) {
            List<Values> results = evaluate(derivative.function(), moved(x, v, steps[step]), oracle);
            for (int output = 0; output < results.size(); output++) {
                if (step == 0) {
                    sums.add(new double[results.get(output).size()]);
                }
                for (int i = 0; i < sums.get(output).length; i++) {
                    sums.get(output)[i] += weights[step] * results.get(output).get(i);
                }
            }
        }
        return sums;
    }

    /** x + step·v; where nothing moves, x itself. */
    private static List<Values> moved(List<Values> x, List<Values> v, double step) {
        List<Values> moved = new ArrayList<>();
        for (int input = 0; input < x.size(); input++) {
            double[] elements = x.get(input).elements();
            for (int i = 0; i < elements.length; i++) {
                elements[i] += step * v.get(input).get(i);
            }
            moved.add(Values.of(x.get(input).type(), elements));
        }
        return moved;
    }

    private static List<Values> evaluate(TensorFunction function, List<Values> inputs, Backend oracle) {
        TensorType[] types = inputs.stream().map(Values::type).toArray(TensorType[]::new);
        return Execution.of(oracle, Graph.trace(function, types), inputs);
    }
}
