package dev.pullback.examples.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.Backends;
import dev.pullback.api.backend.Executable;
import dev.pullback.api.check.GradientCheck;
import dev.pullback.api.check.GradientReport;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.jacobian.Derivatives;
import dev.pullback.api.jacobian.Differentiable;
import dev.pullback.api.jacobian.Jacobian;
import dev.pullback.api.tensor.Apply;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import dev.pullback.examples.Page;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An op from outside the vocabulary has values, derivatives and fused kernels on every backend. */
class SoftplusTest {

    private static final double SHARPNESS = 2;
    private static final Softplus SOFTPLUS = new Softplus(SHARPNESS);

    /** Where it bends, where it is flat, where it is straight, and where e^βx would be infinite. */
    private static final float[] POINT = {-200, -3, -0.5f, 0, 1e-3f, 0.75f, 4, 200};

    /** A few roundings of numbers around 1, and of the larger ones relative to them. */
    private static final double LIMIT = 2e-6;

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    @ParameterizedTest
    @EnumSource
    void values_are_those_of_the_formula(Target target) {
        try (Backend backend = target.open();
                var _ = backend.scope()) {
            Tensor y = Apply.op(SOFTPLUS, backend.tensor(POINT, POINT.length));

            expect(x -> x > 100 ? x : Math.log1p(Math.exp(SHARPNESS * x)) / SHARPNESS, y);
        }
    }

    @ParameterizedTest
    @EnumSource
    void push_and_pull_multiply_by_the_rules_slope(Target target) {
        try (Backend backend = target.open();
                var _ = backend.scope()) {
            Tensor ones = backend.tensor(new float[] {1, 1, 1, 1, 1, 1, 1, 1}, POINT.length);
            Jacobian jacobian = Derivatives.jacobian(x -> Apply.op(SOFTPLUS, x), backend.tensor(POINT, POINT.length));

            expect(x -> sigmoid(SHARPNESS * x), jacobian.push(ones));
            expect(x -> sigmoid(SHARPNESS * x), jacobian.pull(ones));
            assertEquals("diag(σ(βx))", jacobian.formula());
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_rule_is_differentiated_again(Target target) {
        try (Backend backend = target.open();
                var _ = backend.scope()) {
            Tensor point = backend.tensor(POINT, POINT.length);
            Tensor ones = backend.tensor(new float[] {1, 1, 1, 1, 1, 1, 1, 1}, POINT.length);
            TensorFunction sum = TensorFunction.of(x -> Apply.op(SOFTPLUS, x).sum());

            Tensor curvature = Derivatives.hessianVector(sum).at(point, ones);

            expect(x -> SHARPNESS * sigmoid(SHARPNESS * x) * sigmoid(-SHARPNESS * x), curvature);
        }
    }

    @ParameterizedTest
    @EnumSource
    void its_derivatives_pass_the_check(Target target) {
        try (Backend backend = target.open();
                var _ = backend.scope()) {
            var x = backend.tensor(new float[] {0.3f, -1, 0.8f, 0.5f, 2, -0.7f}, 3, 2);
            var w = backend.tensor(new float[] {1, -0.4f, 0.6f, 0.9f}, 2, 2);
            TensorFunction layer = TensorFunction.of((a, b) -> Apply.op(SOFTPLUS, a.matmul(b)));

            GradientReport report = GradientCheck.of(layer).at(x, w).run().orThrow();

            assertTrue(report.compared() > 0);
        }
    }

    /** A rule that forgets the sharpness. */
    private record Mistaken() implements Differentiable {
        @Override
        public Tensor lower(List<Tensor> operands) {
            return SOFTPLUS.lower(operands);
        }

        @Override
        public Jacobian jacobian(int operand, List<Tensor> operands, Tensor result) {
            Tensor slope = operands.getFirst().sigmoid();
            return new Jacobian.Diagonal(result.type(), slope, "σ(x)");
        }
    }

    @Test
    void a_mistake_in_the_rule_is_found_and_named_as_the_page_says() throws IOException {
        try (Backend backend = Backends.open("reference")) {
            TensorFunction layer = TensorFunction.of((a, b) -> Apply.op(new Mistaken(), a.matmul(b)));

            GradientReport report = GradientCheck.of(layer)
                    .at(backend.tensor(new float[] {0.3f, -1}, 1, 2), backend.tensor(new float[] {1, 2}, 2, 1))
                    .run();

            assertFalse(report.passed());
            String named = report.culprits().getFirst().toString();
            String shortened = named.replaceAll(" \\(error.*", "\n").replaceAll("(\\.\\d{3})\\d+", "$1…");
            assertEquals(List.of(shortened), Page.read("adding-an-op.md").blocks("text"));
        }
    }

    @Test
    void without_the_rule_the_slope_at_the_corner_would_be_wrong() {
        try (Backend backend = Backends.open("reference");
                var _ = backend.scope()) {
            Tensor zero = backend.vector(0);
            Jacobian lowered = Derivatives.jacobian(x -> SOFTPLUS.lower(List.of(x)), zero);
            Jacobian ruled = Derivatives.jacobian(x -> Apply.op(SOFTPLUS, x), zero);

            assertArrayEquals(
                    new double[] {0}, lowered.push(backend.vector(1)).stored().toDoubles());
            assertArrayEquals(
                    new double[] {0.5}, ruled.push(backend.vector(1)).stored().toDoubles());
        }
    }

    @Test
    void it_is_fused_into_the_product_before_it() {
        TensorType square = TensorType.of(DType.FLOAT32, 64, 64);
        Graph graph = Graph.trace(TensorFunction.of((x, w) -> Apply.op(SOFTPLUS, x.matmul(w))), square, square);

        assertEquals(1, steps(Target.CPU, graph));
        assertEquals(1, steps(Target.OPENCL_LWJGL, graph));
        assertTrue(steps(Target.CPU_UNFUSED, graph) > 5);
    }

    private static int steps(Target target, Graph graph) {
        try (Backend backend = target.open();
                Executable program = backend.compile(graph)) {
            return program.describe().size();
        }
    }

    private static void expect(DoubleUnaryOperator formula, Tensor result) {
        float[] values = result.stored().toFloats();
        assertEquals(POINT.length, values.length);
        for (int i = 0; i < values.length; i++) {
            double expected = formula.applyAsDouble(POINT[i]);
            assertEquals(expected, values[i], LIMIT * Math.max(1, Math.abs(expected)), Arrays.toString(values));
        }
    }
}
