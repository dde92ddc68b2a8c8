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

/** The convention where functions have no derivative, in numbers: the documented one, by push and by pull. */
final class Kinks {

    /** A function at a point, and its derivative there. */
    private record Convention(String what, TensorFunction.One function, double[] x, double[] derivative) {}

    private static final List<Convention> ALL = List.of(
            new Convention("relu", Tensor::relu, at(-3, -0.0, 0, 5), at(0, 0, 0, 1)),
            new Convention("|x|", Tensor::abs, at(-3, -0.0, 0, 5), at(-1, 0, 0, 1)),
            new Convention("step", Tensor::step, at(-3, -0.0, 0, 5), at(0, 0, 0, 0)),
            new Convention("max(x, 2)", x -> x.maximum(x.like(2)), at(1, 2, 3), at(0, 0.5, 1)),
            new Convention("max(2, x)", x -> x.like(2).maximum(x), at(1, 2, 3), at(0, 0.5, 1)),
            new Convention("min(x, 2)", x -> x.minimum(x.like(2)), at(1, 2, 3), at(1, 0.5, 0)),
            new Convention("min(2, x)", x -> x.like(2).minimum(x), at(1, 2, 3), at(1, 0.5, 0)),
            new Convention("max(x, x)", x -> x.maximum(x), at(1, 2), at(1, 1)),
            new Convention("the largest of two equal", x -> x.max(0), at(1, 4, 4), at(0, 0.5, 0.5)),
            new Convention("the largest of four equal", x -> x.max(0), at(7, 7, 7, 7), at(0.25, 0.25, 0.25, 0.25)));

    private Kinks() {}

    /** All of them in one program. */
    static void check(Backend backend) {
        List<Traced> inputs = new ArrayList<>();
        List<Values> points = new ArrayList<>();
        List<Traced> outputs = new ArrayList<>();
        for (Convention one : ALL) {
            TensorType type = TensorType.of(DType.FLOAT32, one.x.length);
            Traced x = Traced.input(type, "x");
            inputs.add(x);
            points.add(Values.of(type, one.x));
            // The slope of the sum of all elements by each element.
            TensorFunction sum = TensorFunction.of(at -> one.function.apply(at).sum());
            outputs.add(Derivatives.gradient(sum).apply(List.of(x)).getFirst().node());
            for (int i = 0; i < one.x.length; i++) {
                double[] direction = new double[one.x.length];
                direction[i] = 1;
                Traced v = Traced.input(type, "v");
                inputs.add(v);
                points.add(Values.of(type, direction));
                outputs.add(
                        Derivatives.push(sum).apply(List.of(x, v)).getFirst().node());
            }
        }
        compare(Execution.of(backend, Graph.of(inputs, outputs), points));
    }

    private static void compare(List<Values> results) {
        int next = 0;
        for (Convention one : ALL) {
            double[] pulled = results.get(next++).elements();
            double[] pushed = new double[one.x.length];
            for (int i = 0; i < pushed.length; i++) {
                pushed[i] = results.get(next++).get(0);
            }
            Expect.equal(one.derivative, pulled, "the pull of " + one.what);
            Expect.equal(one.derivative, pushed, "the push of " + one.what);
        }
    }

    private static double[] at(double... values) {
        return values;
    }
}
