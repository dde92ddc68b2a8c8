package dev.pullback.api.plan;

import static dev.pullback.api.plan.Graphs.floats;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pullback.api.graph.Graph;
import dev.pullback.api.plan.Step.ReduceSource;
import dev.pullback.api.plan.Step.ReduceStep;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.TensorFunction;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How the axes of a reduction become the middle axis of steps, and what is computed in the same step. */
class ReductionPlanTest {

    @Test
    void neighbouring_axes_are_reduced_in_one_step() {
        assertEquals(
                List.of(6), lengths(Plan.of(Graphs.of(TensorFunction.of(x -> x.sum(1, 2)), floats(4, 2, 3)), true)));
    }

    @Test
    void axes_apart_are_reduced_one_after_the_other_from_the_last_on() {
        assertEquals(
                List.of(3, 4), lengths(Plan.of(Graphs.of(TensorFunction.of(x -> x.sum(0, 2)), floats(4, 2, 3)), true)));
    }

    @Test
    void more_elements_than_a_step_can_count_take_several_steps() {
        Plan plan = Plan.of(Graphs.of(TensorFunction.of(x -> x.sum()), floats(5, 65_536, 65_536)), true);
        assertEquals(List.of(65_536, 5 * 65_536), lengths(plan));
    }

    @Test
    void a_mean_of_squares_is_one_step() {
        ReduceStep step =
                only(Graphs.of(TensorFunction.of((x, y) -> x.sub(y).square().mean()), floats(5, 7), floats(5, 7)));
        assertEquals("sum of sub+square, then div", step.label());
        assertEquals(35, computed(step).size());
        assertEquals("div", step.epilogue().orElseThrow().label());
    }

    @Test
    void the_update_of_a_bias_runs_in_the_step_of_the_sum_that_is_its_gradient() {
        Graph graph = Graphs.of(
                        TensorFunction.of((b, g, rate) -> b.sub(g.sum(0).mul(rate))),
                        floats(5),
                        floats(32, 5),
                        floats())
                .donating(0, 0);
        Plan plan = Plan.of(graph, true);
        ReduceStep step = only(plan);
        assertEquals("sum, then mul+sub", step.label());
        assertEquals(new Location.Output(0), plan.memory().location(step.result()));
        assertEquals(List.of(1, 1, 5), lengths(step.epilogue().orElseThrow()));
        MemorySimulation.play(plan, graph);
    }

    @Test
    void a_sum_whose_prologue_reads_what_it_updates_is_copied_last() {
        Graph graph = Graphs.of(TensorFunction.of((b, g) -> b.sub(g.mul(b).sum(0))), floats(5), floats(32, 5))
                .donating(0, 0);
        Plan plan = Plan.of(graph, true);
        assertEquals(List.of("sum of mul, then sub", "copy"), labels(plan));
        MemorySimulation.play(plan, graph);
    }

    @Test
    void rows_and_columns_of_a_prologue_are_where_the_reduction_asks_for_them() {
        TensorFunction rows = TensorFunction.of((x, row) -> x.mul(row).max(1).add(row.sum(0)));
        ReduceStep along = (ReduceStep)
                Plan.of(Graphs.of(rows, floats(4, 6), floats(6)), true).steps().getLast();
        assertEquals("reducemax of mul, then add", along.label());
        assertEquals(List.of(4, 6), lengths(computed(along)));

        TensorFunction across = TensorFunction.of((x, row) -> x.mul(row).sum(0, 1));
        ReduceStep down = only(Graphs.of(across, floats(2, 4, 6, 5), floats(6, 5)));
        assertEquals(List.of(8, 30), lengths(computed(down)));
    }

    @Test
    void an_operand_that_no_stride_walks_through_keeps_its_own_step() {
        TensorFunction uneven = TensorFunction.of((x, column) -> x.mul(column).sum(0));
        Plan plan = Plan.of(Graphs.of(uneven, floats(3, 4, 6), floats(4, 1)), true);
        assertEquals(List.of("mul", "sum"), labels(plan));

        TensorFunction behind = TensorFunction.of((x, column) -> x.sum(0).mul(column));
        assertEquals(List.of("sum", "mul"), labels(Plan.of(Graphs.of(behind, floats(3, 4, 6), floats(4, 1)), true)));
    }

    @Test
    void a_value_that_others_need_too_is_computed_once_in_front_of_a_sum() {
        Plan plan = Plan.of(
                Graphs.of(
                        inputs -> {
                            Tensor h = inputs.getFirst().exp();
                            return List.of(h, h.sum(1));
                        },
                        floats(5, 7)),
                true);
        assertEquals(List.of("exp", "sum"), labels(plan));
    }

    @Test
    void a_sum_that_others_need_too_is_stored() {
        Plan plan = Plan.of(
                Graphs.of(
                        inputs -> {
                            Tensor sum = inputs.getFirst().sum(1);
                            return List.of(sum, sum.mul(2));
                        },
                        floats(5, 7)),
                true);
        assertEquals(List.of("sum", "mul"), labels(plan));
    }

    @Test
    void prologue_and_epilogue_together_are_no_longer_than_one_kernel() {
        TensorFunction chains = TensorFunction.of(x -> tanh(tanh(x, 30).sum(0), 30));
        assertEquals(2, Plan.of(Graphs.of(chains, floats(5, 7)), true).steps().size());
        TensorFunction shorter = TensorFunction.of(x -> tanh(tanh(x, 20).sum(0), 20));
        assertEquals(1, Plan.of(Graphs.of(shorter, floats(5, 7)), true).steps().size());
    }

    @Test
    void without_fusion_a_reduction_is_alone() {
        Plan plan = Plan.of(
                Graphs.of(TensorFunction.of((x, y) -> x.sub(y).square().mean()), floats(5, 7), floats(5, 7)), false);
        assertEquals(
                List.of("sub", "square", "sum", "div"),
                labels(plan).stream().filter(l -> !l.equals("fill")).toList());
    }

    private static Tensor tanh(Tensor x, int times) {
        Tensor y = x;
        for (int i = 0; i < times; i++) {
            y = y.tanh();
        }
        return y;
    }

    private static ReduceStep only(Graph graph) {
        return only(Plan.of(graph, true));
    }

    private static ReduceStep only(Plan plan) {
        assertEquals(1, plan.steps().size(), () -> String.join("\n", plan.describe()));
        return (ReduceStep) plan.steps().getFirst();
    }

    private static Cluster computed(ReduceStep step) {
        return ((ReduceSource.Computed) step.source()).cluster();
    }

    private static List<Integer> lengths(Cluster cluster) {
        return Arrays.stream(cluster.lengths().toArray()).boxed().toList();
    }

    private static List<String> labels(Plan plan) {
        return plan.steps().stream().map(Step::label).toList();
    }

    private static List<Integer> lengths(Plan plan) {
        return plan.steps().stream().map(step -> ((ReduceStep) step).length()).toList();
    }
}
