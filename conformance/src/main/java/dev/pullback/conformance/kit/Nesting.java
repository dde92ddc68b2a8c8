package dev.pullback.conformance.kit;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.jacobian.Derivatives;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.tensor.Traced;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import dev.pullback.conformance.numeric.Values;
import java.util.ArrayList;
import java.util.List;

/**
 * Derivatives inside functions that are differentiated themselves, in every combination of modes. Whoever takes an outer
 * variable for the inner one (perturbation confusion; J. Siskind and B. Pearlmutter, "Perturbation Confusion and
 * Referential Transparency", 2005) gets other numbers, all of which are whole and so exact in every dtype.
 */
final class Nesting {

    private enum Mode {
        FORWARD,
        REVERSE
    }

    /** A scalar function whose inner derivatives are taken in given modes. */
    private interface Nested {
        Tensor at(Tensor x, Mode outer, Mode inner);
    }

    /** d/dx of the function at a point, and what it is. */
    private record Expected(String what, Nested function, double x, double derivative) {}

    private static final List<Expected> ALL = List.of(
            // x·1
            new Expected("x · d/dy (x + y)", (x, outer, mode) -> x.mul(slope(mode, y -> x.add(y), x.like(1))), 1, 1),
            // x·x
            new Expected("x · d/dy (x · y)", (x, outer, mode) -> x.mul(slope(mode, y -> x.mul(y), x.like(2))), 1, 2),
            // x·x, with the inner derivative taken at the outer variable
            new Expected("x · d/dy (x · y) at y = x", (x, outer, mode) -> x.mul(slope(mode, y -> x.mul(y), x)), 3, 6),
            // 2x²y at y = x
            new Expected(
                    "d/dy (x · y)² at y = x",
                    (x, outer, mode) -> slope(mode, y -> x.mul(y).square(), x),
                    2,
                    24),
            // d/dy (y·xy) = 2xy, at y = 1
            new Expected(
                    "x · d/dy (y · d/dz (x · y · z))",
                    (x, outer, mode) -> x.mul(slope(
                            outer, y -> y.mul(slope(mode, z -> x.mul(y).mul(z), x.like(5))), x.like(1))),
                    3,
                    12),
            // 12x²
            new Expected(
                    "the second derivative of x⁴",
                    (x, outer, mode) ->
                            slope(outer, y -> slope(mode, z -> z.square().square(), y), x),
                    2,
                    48));

    private Nesting() {}

    /** All of them in one program. */
    static void check(Backend backend) {
        TensorType scalar = TensorType.of(DType.FLOAT32);
        List<Traced> inputs = new ArrayList<>();
        List<Values> points = new ArrayList<>();
        List<Traced> outputs = new ArrayList<>();
        List<Double> expected = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Expected one : ALL) {
            Traced x = Traced.input(scalar, "x");
            inputs.add(x);
            points.add(Values.of(scalar, one.x));
            for (Mode outer : Mode.values()) {
                for (Mode inner : Mode.values()) {
                    outputs.add(slope(outer, at -> one.function.at(at, outer, inner), x)
                            .node());
                    expected.add(one.derivative);
                    names.add("d/dx of %s, %s over %s".formatted(one.what, outer, inner));
                }
            }
        }
        List<Values> results = Execution.of(backend, Graph.of(inputs, outputs), points);
        for (int i = 0; i < results.size(); i++) {
            Expect.equal(expected.get(i), results.get(i).get(0), names.get(i));
        }
    }

    /** f′(x) for a scalar function. */
    private static Tensor slope(Mode mode, TensorFunction.One function, Tensor x) {
        TensorFunction traced = TensorFunction.of(function);
        return switch (mode) {
            case FORWARD ->
                Derivatives.push(traced).apply(List.of(x, x.like(1))).getFirst();
            case REVERSE -> Derivatives.gradient(traced).apply(List.of(x)).getFirst();
        };
    }
}
