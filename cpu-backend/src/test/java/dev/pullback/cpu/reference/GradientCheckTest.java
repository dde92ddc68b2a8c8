package dev.pullback.cpu.reference;

import static dev.pullback.api.tensor.Functions.logSoftmax;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.BackendOptions;
import dev.pullback.api.backend.Device;
import dev.pullback.api.backend.Kernel;
import dev.pullback.api.check.Aspect;
import dev.pullback.api.check.Culprit;
import dev.pullback.api.check.Deviation;
import dev.pullback.api.check.GradientCheck;
import dev.pullback.api.check.GradientReport;
import dev.pullback.api.error.ConfigurationException;
import dev.pullback.api.error.DTypeException;
import dev.pullback.api.error.GradientMismatchException;
import dev.pullback.api.jacobian.Differentiable;
import dev.pullback.api.jacobian.Jacobian;
import dev.pullback.api.op.Op;
import dev.pullback.api.tensor.Apply;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a user sees of the check of derivatives: right functions pass, wrong rules are found and named. */
class GradientCheckTest {

    private final Backend backend = new ReferenceProvider().open("", BackendOptions.defaults());

    @AfterEach
    void close() {
        backend.close();
    }

    @Test
    void a_right_function_passes_in_both_modes_and_both_orders() {
        GradientReport report = check(
                TensorFunction.of((x, w, b) ->
                        logSoftmax(x.matmul(w).add(b).sigmoid(), 1).square().sum(0)),
                matrix(3, 4),
                matrix(4, 5),
                vector(5));
        assertTrue(report.passed(), report::toString);
        assertEquals(List.of(), report.kinks());
        // 12 + 20 + 5 elements move; 5 results and one pull; 37 results and one pull of the pull; again 5 and 1 of the
        // push.
        assertEquals(37 * 6 + 37 * 38 + 37 * 6 + 1, report.compared());
    }

    @Test
    void a_float32_point_is_checked_in_float64() {
        Tensor x = backend.tensor(new float[] {0.3f, -1.2f, 0.9f}, 3);
        TensorFunction withConstantsOfItsOwn = TensorFunction.of(v ->
                v.tanh().mul(backend.tensor(new float[] {1, 2, 3}, 3)).add(0.1).exp());
        GradientReport report = check(withConstantsOfItsOwn, x);
        assertTrue(report.passed(), report::toString);
    }

    @Test
    void linear_and_bilinear_functions_are_measured_without_error_but_rounding() {
        GradientReport report = check(TensorFunction.of((a, b) -> a.matmul(b).transpose()), matrix(3, 4), matrix(4, 2));
        assertTrue(report.worst().orElseThrow().error() < 1e-14, report::toString);
    }

    /** 10⁶ would leave differences at a small distance no digit of the eight that are asked for. */
    @Test
    void a_product_of_large_numbers_is_measured_at_a_distance_that_suits_them() {
        Tensor large = backend.tensor(new double[] {1e6, -3e6, 2e6}, 3);
        GradientReport report = check(TensorFunction.of((a, b) -> a.mul(b)), large, large);
        assertTrue(report.passed(), report::toString);
        assertTrue(report.worst().orElseThrow().error() < 1e-6, report::toString);
    }

    @Test
    void a_function_that_bends_fast_is_measured_near_the_point() {
        Tensor small = backend.tensor(new double[] {1e-3, 2e-3}, 2);
        GradientReport report = GradientCheck.of(TensorFunction.of(x -> x.log().add(x.sqrt())))
                .at(small)
                .firstOrderOnly()
                .run();
        assertTrue(report.passed(), report::toString);
        assertEquals(List.of(), report.kinks());
    }

    @Test
    void indices_and_conditions_are_held() {
        Tensor indices = backend.tensor(new int[] {2, 0, 2}, 3);
        Tensor condition = backend.tensor(new boolean[] {true, false, true}, 3);
        TensorFunction function = inputs -> List.of(
                inputs.get(1).select(inputs.get(2).gather(0, inputs.get(0)).exp(), inputs.get(3)),
                inputs.get(2).argmax(0));
        GradientReport report = check(function, indices, condition, vector(3), vector(3));
        assertTrue(report.passed(), report::toString);
        assertTrue(report.compared() > 0);
    }

    @Test
    void inputs_can_be_chosen() {
        TensorFunction function = TensorFunction.of((x, w) -> x.mul(w).sum());
        GradientReport report = GradientCheck.of(function)
                .at(vector(3), vector(3))
                .wrt(1)
                .firstOrderOnly()
                .run();
        assertEquals(3 * 2 + 1, report.compared());
    }

    @Test
    void what_a_stopped_gradient_holds_is_held_in_the_differences_too() {
        GradientReport report = check(TensorFunction.of(x -> x.mul(x.exp().stopGradient())), vector(3));
        assertTrue(report.passed(), report::toString);
    }

    @Test
    void a_wrong_custom_rule_is_found_and_named_inside_a_function() {
        TensorFunction function = TensorFunction.of((x, w) ->
                Apply.op(new Cube(a -> a.square().mul(2)), x.matmul(w).tanh()).sum(0));
        GradientReport report = check(function, matrix(2, 3), matrix(3, 2));
        assertFalse(report.passed());
        assertEquals(
                List.of("cube"), report.culprits().stream().map(Culprit::op).toList(), report::toString);
        String text = report.toString();
        assertTrue(text.contains("wrong rule: cube(float64[2,2]) -> float64[2,2]; taken alone, "), text);
        assertEquals(
                text,
                assertThrows(GradientMismatchException.class, report::orThrow).getMessage());
    }

    @Test
    void a_failure_names_the_element_and_both_values() {
        Tensor x = backend.tensor(new double[] {0, 0, 0, 2}, 2, 2);
        GradientReport report =
                check(TensorFunction.of(v -> Apply.op(new Cube(a -> a.square().mul(2)), v)), x);
        var failure = report.failures().getFirst();
        assertEquals(Aspect.PUSH, failure.aspect());
        assertEquals("0[1,1]", failure.input().toString());
        assertEquals("0[1,1]", failure.result().toString());
        assertEquals(8, failure.derivative());
        assertEquals(12, failure.measured(), 1e-9);
        assertEquals(4, failure.error(), 1e-9);
        assertEquals(1.2e-7, failure.limit(), 1e-9);
    }

    @Test
    void a_right_custom_rule_passes() {
        TensorFunction function = TensorFunction.of(x ->
                Apply.op(new Cube(a -> a.square().mul(3)), x).exp());
        assertDoesNotThrow(() -> check(function, matrix(2, 3)).orThrow());
    }

    @Test
    void a_wrong_second_derivative_is_found_though_the_first_is_right() {
        Cube constant = new Cube(x -> x.square().mul(3).stopGradient());
        TensorFunction function = TensorFunction.of(x -> Apply.op(constant, x.sigmoid()));
        assertTrue(GradientCheck.of(function)
                .at(vector(3))
                .on(backend)
                .firstOrderOnly()
                .run()
                .passed());
        GradientReport report = check(function, vector(3));
        assertFalse(report.passed());
        assertEquals(
                List.of("cube"), report.culprits().stream().map(Culprit::op).toList());
        assertTrue(report.failures().stream()
                .map(Deviation::aspect)
                .noneMatch(aspect -> aspect == Aspect.PUSH || aspect == Aspect.PULL));
    }

    @Test
    void a_pull_that_is_not_the_pushs_transpose_is_found() {
        GradientReport report = GradientCheck.of(TensorFunction.of(x -> Apply.op(new Doubled(), x)))
                .at(vector(3))
                .runAdjoint();
        assertFalse(report.passed());
        assertTrue(report.toString().contains("adjoint identity"), report::toString);
        assertTrue(report.toString().contains("not each other's transpose"), report::toString);
    }

    @Test
    void a_wrong_rule_of_the_vocabulary_is_named_too() {
        try (Backend faulty = new StepIsOne()) {
            Tensor x = backend.tensor(new double[] {1, -2}, 1, 2);
            Tensor w = backend.tensor(new double[] {0.5, 1}, 2, 1);
            GradientReport report = GradientCheck.of(
                            TensorFunction.of((a, b) -> a.matmul(b).relu()))
                    .at(x, w)
                    .on(faulty)
                    .run();
            assertEquals(
                    List.of("relu"), report.culprits().stream().map(Culprit::op).toList());
        }
    }

    @Test
    void a_kink_is_told_from_a_wrong_rule() {
        Tensor x = backend.tensor(new double[] {-1, 0, 2}, 3);
        GradientReport report = check(TensorFunction.of(v -> v.relu().mul(3)), x);
        assertTrue(report.passed(), report::toString);
        assertEquals(1, report.kinks().size(), report::toString);
        var kink = report.kinks().getFirst();
        assertEquals("0[1]", kink.input().toString());
        assertEquals(0, kink.left(), 1e-9);
        assertEquals(3, kink.right(), 1e-9);
        assertTrue(report.toString().contains("kink near input 0[1]"), report::toString);
    }

    @Test
    void ties_of_max_are_kinks() {
        Tensor x = backend.tensor(new double[] {1, 4, 4}, 3);
        GradientReport report = check(TensorFunction.of(v -> v.max(0)), x);
        assertTrue(report.passed(), report::toString);
        assertEquals(
                List.of("0[1]", "0[2]"),
                report.kinks().stream().map(kink -> kink.input().toString()).toList());
    }

    /** There the differences agree with the convention 0, but the gradient jumps from −1 to 1. */
    @Test
    void the_second_derivative_at_a_kink_is_not_called_wrong() {
        Tensor x = backend.tensor(new double[] {-1, 0, 2}, 3);
        GradientReport report = check(TensorFunction.of(v -> v.abs().mul(3)), x);
        assertTrue(report.passed(), report::toString);
        assertEquals(1, report.kinks().size(), report::toString);
    }

    @Test
    void near_a_kink_there_is_no_kink() {
        Tensor x = backend.tensor(new double[] {-1e-4, 1e-4, 2}, 3);
        GradientReport report = check(TensorFunction.of(v -> v.relu().mul(3)), x);
        assertTrue(report.passed(), report::toString);
        assertEquals(List.of(), report.kinks());
    }

    @Test
    void where_a_function_ends_there_is_a_kink_and_beyond_it_nothing_to_compare() {
        assertTrue(check(TensorFunction.of(Tensor::sqrt), backend.tensor(new double[] {0}, 1))
                .passed());
        assertFalse(check(TensorFunction.of(Tensor::log), backend.tensor(new double[] {-1}, 1))
                .passed());
    }

    @Test
    void of_a_large_input_a_sample_of_elements_moves_and_all_in_one_direction() {
        GradientReport report = GradientCheck.of(TensorFunction.of(x -> x.exp().sum()))
                .at(matrix(30, 40))
                .elements(10)
                .firstOrderOnly()
                .run();
        assertTrue(report.passed(), report::toString);
        assertEquals(11 * 2 + 1, report.compared());
    }

    @Test
    void both_modes_are_each_others_adjoint_in_the_tensors_own_dtype() {
        Tensor x = backend.tensor(new float[] {0.3f, -1.2f, 0.9f}, 3);
        GradientReport report = GradientCheck.of(
                        TensorFunction.of(v -> v.sigmoid().mul(v)))
                .at(x)
                .runAdjoint();
        assertEquals(1, report.compared());
        assertEquals(Aspect.ADJOINT, report.worst().orElseThrow().aspect());
        assertTrue(report.passed(), report::toString);
    }

    @Test
    void a_check_without_anything_to_check_is_refused() {
        TensorFunction identity = TensorFunction.of(x -> x);
        Tensor indices = backend.tensor(new int[] {1, 2}, 2);
        assertThrows(
                ConfigurationException.class, () -> GradientCheck.of(identity).run());
        assertThrows(ConfigurationException.class, () -> check(identity, indices));
        assertThrows(
                ConfigurationException.class,
                () -> GradientCheck.of(identity).at(vector(2)).wrt(1).run());
        assertThrows(DTypeException.class, () -> check(TensorFunction.of(x -> x.argmax(0)), vector(3)));
        assertDoesNotThrow(
                () -> check(identity, backend.tensor(new double[0], 0, 4)).orThrow());
    }

    private GradientReport check(TensorFunction function, Tensor... point) {
        return GradientCheck.of(function).at(point).on(backend).run();
    }

    private Tensor vector(int length) {
        return drawn(length);
    }

    private Tensor matrix(int rows, int columns) {
        return drawn(rows, columns);
    }

    private Tensor drawn(int... shape) {
        int size = Math.toIntExact(TensorType.of(DType.FLOAT64, shape).size());
        return backend.tensor(new java.util.Random(size).doubles(size, -1, 1).toArray(), shape);
    }

    /** x³ with a derivative of its own. */
    private record Cube(UnaryOperator<Tensor> derivative) implements Differentiable {
        @Override
        public Tensor lower(List<Tensor> operands) {
            Tensor x = operands.getFirst();
            return x.mul(x).mul(x);
        }

        @Override
        public Jacobian jacobian(int operand, List<Tensor> operands, Tensor result) {
            return new Jacobian.Diagonal(result.type(), derivative.apply(operands.getFirst()), "3x²");
        }
    }

    /** 2x, whose pull forgets the 2. */
    private record Doubled() implements Differentiable {
        @Override
        public Tensor lower(List<Tensor> operands) {
            return operands.getFirst().mul(2);
        }

        @Override
        public Jacobian jacobian(int operand, List<Tensor> operands, Tensor result) {
            return new Jacobian.Linear(result.type(), result.type(), v -> v.mul(2), w -> w, "2I");
        }
    }

    /** A backend on which {@code step}, the derivative of relu, is 1 everywhere. */
    private static final class StepIsOne extends ReferenceBackend {

        private StepIsOne() {
            super(new Device("0", "faulty", Device.Kind.CPU, -1, ""), BackendOptions.defaults());
        }

        @Override
        protected Optional<Kernel<ReferenceBuffer>> kernel(Op op, List<TensorType> operands, TensorType result) {
            return op.name().equals("step")
                    ? Optional.of((in, out) -> java.util.Arrays.fill(out.values(), 1))
                    : super.kernel(op, operands, result);
        }
    }
}
