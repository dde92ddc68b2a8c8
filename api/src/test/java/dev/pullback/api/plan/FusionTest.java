package dev.pullback.api.plan;

import static dev.pullback.api.plan.Graphs.floats;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.graph.Graph;
import dev.pullback.api.plan.Step.ElementwiseStep;
import dev.pullback.api.plan.Step.MatMulStep;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.TensorFunction;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which ops share a kernel. */
class FusionTest {

    @Test
    void bias_and_sigmoid_run_in_the_step_of_the_product() {
        Plan plan = Plan.of(Graphs.layer(), true);
        MatMulStep step = assertInstanceOf(MatMulStep.class, only(plan));
        assertEquals("add+sigmoid", step.epilogue().orElseThrow().label());
        assertEquals("matmul(A, B) 32x9x5+add+sigmoid", step.label());
    }

    @Test
    void the_update_of_the_weights_runs_in_the_step_of_the_product_that_is_their_gradient() {
        Graph graph = Graphs.of(
                        TensorFunction.of(
                                (w, x, g) -> w.sub(x.transpose().matmul(g).mul(0.1))),
                        floats(9, 5),
                        floats(32, 9),
                        floats(32, 5))
                .donating(0, 0);
        Plan plan = Plan.of(graph, true);
        MatMulStep step = assertInstanceOf(MatMulStep.class, only(plan));
        assertTrue(step.size().transposeA());
        assertEquals("mul+sub", step.epilogue().orElseThrow().label());
        assertEquals(new Location.Output(0), plan.memory().location(step.result()));
        assertEquals(0, plan.memory().totalBytes());
    }

    @Test
    void a_training_step_has_no_elementwise_pass_over_a_hidden_layer() {
        Plan plan = Plan.of(Graphs.trainingStep(9, 17, 13, 5), true);
        long products = count(plan, MatMulStep.class);
        assertEquals(3 + 3 + 2, products, "forward, gradient by weights, gradient by layers");
        List<MatMulStep> plain = plan.steps().stream()
                .filter(MatMulStep.class::isInstance)
                .map(MatMulStep.class::cast)
                .filter(step -> step.epilogue().isEmpty())
                .toList();
        assertEquals(List.of(), plain, "products without an epilogue");
        List<Step> overHiddenLayers = plan.steps().stream()
                .filter(step -> step instanceof ElementwiseStep)
                .filter(step -> step.result().type().equals(floats(32, 17))
                        || step.result().type().equals(floats(32, 13)))
                .toList();
        assertEquals(List.of(), overHiddenLayers);
    }

    @Test
    void steps_of_the_gradient_say_so() {
        Plan plan = Plan.of(Graphs.trainingStep(9, 17, 5), true);
        assertTrue(
                plan.describe().stream().anyMatch(line -> line.startsWith("gradient matmul")),
                () -> plan.describe().toString());
        assertTrue(
                plan.describe().stream().anyMatch(line -> line.startsWith("matmul")),
                () -> plan.describe().toString());
    }

    @Test
    void without_fusion_every_op_is_a_step() {
        Plan plan = Plan.of(Graphs.layer(), false);
        assertEquals(List.of("matmul(A, B) 32x9x5", "broadcast", "add", "sigmoid"), labels(plan));
    }

    @Test
    void elementwise_ops_of_one_shape_are_one_loop() {
        Plan plan = Plan.of(
                Graphs.of(TensorFunction.of((x, y) -> x.exp().mul(y).add(1).log()), floats(5, 7), floats(5, 7)), true);
        assertEquals("exp+mul+add+log", only(plan).label());
    }

    @Test
    void a_broadcast_is_read_in_place() {
        Plan plan = Plan.of(Graphs.of(TensorFunction.of((x, row) -> x.mul(row).exp()), floats(5, 7), floats(7)), true);
        ElementwiseStep step = assertInstanceOf(ElementwiseStep.class, only(plan));
        Operand row = step.cluster().operands().get(1);
        assertEquals(0, row.stride(0));
        assertEquals(1, row.stride(1));
    }

    @Test
    void a_value_that_is_a_result_as_well_is_computed_once() {
        Plan plan = Plan.of(
                Graphs.of(
                        inputs -> {
                            Tensor h = inputs.getFirst().exp();
                            return List.of(h, h.add(1).sqrt());
                        },
                        floats(5, 7)),
                true);
        assertEquals(List.of("exp", "add+sqrt"), labels(plan));
    }

    @Test
    void a_value_with_users_in_two_kernels_is_computed_once() {
        Plan plan = Plan.of(
                Graphs.of(
                        inputs -> {
                            Tensor h = inputs.getFirst().exp();
                            return List.of(h.add(1).sum(0), h.sum(1));
                        },
                        floats(5, 7)),
                true);
        assertEquals(
                1,
                labels(plan).stream().filter(label -> label.contains("exp")).count(),
                () -> labels(plan).toString());
    }

    @Test
    void a_product_with_two_users_keeps_its_own_result() {
        Plan plan = Plan.of(
                Graphs.of(
                        inputs -> {
                            Tensor h = inputs.get(0).matmul(inputs.get(1));
                            return List.of(h.sigmoid(), h.sum(0));
                        },
                        floats(5, 7),
                        floats(7, 3)),
                true);
        assertEquals(List.of("matmul(A, B) 5x7x3", "sigmoid", "sum"), labels(plan));
    }

    @Test
    void in_a_sum_of_products_each_adds_to_what_the_last_has_left() {
        Plan plan = Plan.of(
                Graphs.of(
                        inputs -> List.of(product(inputs, 0)
                                .add(product(inputs, 1).mul(2))
                                .add(product(inputs, 2).add(product(inputs, 3)))
                                .tanh()),
                        floats(7, 7),
                        floats(7, 7),
                        floats(7, 7),
                        floats(7, 7)),
                true);
        assertEquals(4, plan.steps().size(), () -> String.join("\n", plan.describe()));
        assertEquals(2 * floats(7, 7).bytes(), plan.memory().peakBytes(), () -> String.join("\n", plan.describe()));
    }

    private static Tensor product(List<Tensor> inputs, int factor) {
        return inputs.getFirst().matmul(inputs.get(factor));
    }

    @Test
    void a_loop_that_would_be_too_long_for_a_device_is_cut() {
        Plan plan = Plan.of(
                Graphs.of(
                        TensorFunction.of(x -> {
                            Tensor y = x;
                            for (int i = 0; i < 120; i++) {
                                y = y.tanh();
                            }
                            return y;
                        }),
                        floats(65)),
                true);
        assertEquals(3, plan.steps().size());
    }

    @Test
    void a_reshape_costs_nothing_inside() {
        Plan plan = Plan.of(Graphs.of(TensorFunction.of(x -> x.exp().reshape(35).neg()), floats(5, 7)), true);
        assertEquals(List.of("exp", "neg"), labels(plan));
    }

    private static Step only(Plan plan) {
        assertEquals(1, plan.steps().size(), () -> String.join("\n", plan.describe()));
        return plan.steps().getFirst();
    }

    private static List<String> labels(Plan plan) {
        return plan.steps().stream().map(Step::label).toList();
    }

    private static long count(Plan plan, Class<? extends Step> kind) {
        return plan.steps().stream().filter(kind::isInstance).count();
    }
}
