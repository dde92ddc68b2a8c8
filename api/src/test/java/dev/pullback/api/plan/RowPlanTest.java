package dev.pullback.api.plan;

import static dev.pullback.api.plan.Graphs.floats;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.graph.Graph;
import dev.pullback.api.jacobian.Derivatives;
import dev.pullback.api.plan.Step.MatMulStep;
import dev.pullback.api.plan.Step.RowStep;
import dev.pullback.api.tensor.Functions;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows that are reduced, and worked on with what they were reduced to, in one step per result. */
class RowPlanTest {

    @Test
    void softmax_is_one_step() {
        Plan plan = fused(TensorFunction.of(x -> Functions.softmax(x, 1)), floats(17, 33));
        RowStep step = assertInstanceOf(RowStep.class, only(plan));
        assertEquals("row reducemax+sub+exp+sum+log+add+sub+exp", step.label());
        assertFalse(step.reduced());
    }

    @Test
    void log_sum_exp_is_one_step_with_one_number_per_row() {
        Plan plan = fused(TensorFunction.of(x -> Functions.logSumExp(x, -1)), floats(4, 17, 33));
        RowStep step = assertInstanceOf(RowStep.class, only(plan));
        assertEquals("row reducemax+sub+exp+sum+log+add", step.label());
        assertTrue(step.reduced());
        assertEquals(68L * 33, step.cluster().size());
    }

    @Test
    void a_softmax_whose_operand_dies_overwrites_it() {
        Plan plan =
                fused(TensorFunction.of(x -> Functions.softmax(x.matmul(x), 1).matmul(x)), floats(33, 33));
        assertEquals(3, plan.steps().size(), () -> String.join("\n", plan.describe()));
        assertEquals(1, plan.memory().slotBytes().size());
    }

    @Test
    void softmax_cross_entropy_is_one_step_for_the_loss_of_each_sample_and_one_for_the_gradient() {
        TensorFunction loss = TensorFunction.of((logits, targets) ->
                Functions.logSumExp(logits, -1).sub(targets.mul(logits).sum(-1)).mean());
        Graph graph = Graphs.of(Derivatives.valueAndGradient(loss, 0), floats(32, 10), floats(32, 10));
        Plan plan = Plan.of(graph, true);
        assertEquals(3, plan.steps().size(), () -> String.join("\n", plan.describe()));
        assertEquals(2, rowSteps(plan), () -> String.join("\n", plan.describe()));
        MemorySimulation.play(plan, graph);
    }

    @Test
    void normalised_rows_and_what_is_pulled_through_them_are_one_step_each() {
        TensorFunction normalised = TensorFunction.of((x, scale) -> {
            Tensor centred = x.sub(x.mean(1).reshape(17, 1));
            return centred.div(centred.square().mean(1).reshape(17, 1).add(1e-5).sqrt())
                    .mul(scale);
        });
        assertEquals(1, fused(normalised, floats(17, 33), floats(33)).steps().size());
        Plan pull = fused(Derivatives.pull(normalised, 2), floats(17, 33), floats(33), floats(17, 33));
        assertTrue(rowSteps(pull) >= 1, () -> String.join("\n", pull.describe()));
        assertTrue(pull.steps().size() <= 4, () -> String.join("\n", pull.describe()));
    }

    @Test
    void what_belongs_to_the_epilogue_of_a_product_stays_there() {
        Plan plan = fused(
                TensorFunction.of((x, w, b) -> Functions.softmax(x.matmul(w).add(b), 1)),
                floats(32, 9),
                floats(9, 5),
                floats(5));
        assertEquals("matmul(A, B) 32x9x5+add", plan.steps().getFirst().label());
        assertInstanceOf(MatMulStep.class, plan.steps().getFirst());
        assertEquals(2, plan.steps().size(), () -> String.join("\n", plan.describe()));
    }

    @Test
    void a_single_reduction_and_a_loop_are_no_rows() {
        Plan plan = fused(TensorFunction.of(x -> x.exp().sum(1).log()), floats(17, 33));
        assertEquals(List.of("sum of exp, then log"), labels(plan));
        assertEquals(
                List.of("exp+neg"), labels(fused(TensorFunction.of(x -> x.exp().neg()), floats(17, 33))));
    }

    @Test
    void rows_too_long_to_stay_in_a_register_and_rows_of_one_element_take_several_steps() {
        assertEquals(0, rowSteps(fused(TensorFunction.of(x -> Functions.softmax(x, 1)), floats(3, 1025))));
        assertEquals(1, rowSteps(fused(TensorFunction.of(x -> Functions.softmax(x, 1)), floats(3, 1024))));
        assertEquals(0, rowSteps(fused(TensorFunction.of(x -> Functions.softmax(x, 1)), floats(3, 1))));
        assertEquals(0, rowSteps(fused(TensorFunction.of(x -> Functions.softmax(x, 0)), floats(17, 33))));
    }

    @Test
    void without_fusion_there_are_no_rows() {
        Plan plan = Plan.of(Graphs.of(TensorFunction.of(x -> Functions.softmax(x, 1)), floats(17, 33)), false);
        assertEquals(0, rowSteps(plan));
    }

    @Test
    void labels_of_classes_are_compared_where_the_rows_are() {
        TensorFunction chosen = TensorFunction.of((x, labels) -> Functions.logSoftmax(x, 1)
                .mul(Functions.oneHot(labels, 10, DType.FLOAT32))
                .sum(1));
        Plan plan = fused(chosen, floats(17, 10), TensorType.of(DType.INT32, 17));
        assertEquals(List.of("iota", "row reducemax+sub+exp+sum+log+add+sub+compare+cast+mul", "sum"), labels(plan));
    }

    private static Plan fused(TensorFunction function, TensorType... types) {
        return Plan.of(Graphs.of(function, types), true);
    }

    private static Step only(Plan plan) {
        assertEquals(1, plan.steps().size(), () -> String.join("\n", plan.describe()));
        return plan.steps().getFirst();
    }

    private static List<String> labels(Plan plan) {
        return plan.steps().stream().map(Step::label).toList();
    }

    private static long rowSteps(Plan plan) {
        return plan.steps().stream().filter(RowStep.class::isInstance).count();
    }
}
