package dev.pullback.api.plan;

import static dev.pullback.api.plan.Graphs.floats;
import static dev.pullback.api.tensor.Functions.barrier;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.graph.Graph;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.type.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A barrier says when, and costs nothing itself. */
class BarrierTest {

    private static final TensorType SQUARE = floats(7, 7);

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_barrier_is_no_step(boolean fusion) {
        Graph graph =
                Graphs.of(TensorFunction.of((x, w) -> barrier(x.exp(), x.sum()).matmul(w)), SQUARE, SQUARE);
        assertEquals(List.of("exp", "matmul(A, B) 7x7x7"), labels(Plan.of(graph, fusion)), "nobody needs the sum");
    }

    @Test
    void work_on_two_sides_of_a_barrier_is_not_fused() {
        Graph graph = Graphs.of(TensorFunction.of((x, w) -> barrier(x.exp(), w).tanh()), SQUARE, SQUARE);
        assertEquals(List.of("exp", "tanh"), labels(Plan.of(graph, true)));
    }

    @Test
    void a_value_is_computed_again_behind_a_barrier() {
        Graph again = Graphs.of(
                TensorFunction.of(x -> {
                    Tensor once = x.matmul(x);
                    return once.sum().add(barrier(x, once).matmul(x).sum());
                }),
                SQUARE);
        assertEquals(
                2,
                labels(Plan.of(again, true)).stream()
                        .filter("matmul(A, B) 7x7x7"::equals)
                        .count());
    }

    /** The update of p waits for the product of p with itself, and the product of q, behind the barrier, for the update. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void what_is_behind_a_barrier_waits_even_where_donations_change_the_order(boolean fusion) {
        Graph graph = Graphs.of(
                        inputs -> {
                            Tensor p = inputs.get(0);
                            Tensor q = inputs.get(1);
                            Tensor updated = p.exp();
                            Tensor late = barrier(q, updated).reshape(1, 7, 7).max(1);
                            return List.of(updated, late, p.matmul(p));
                        },
                        SQUARE,
                        SQUARE)
                .donating(0, 0);
        Plan plan = Plan.of(graph, fusion);
        assertEquals(List.of("matmul(A, B) 7x7x7", "exp", "reducemax"), labels(plan));
        MemorySimulation.play(plan, graph);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_broadcast_bias_waits(boolean fusion) {
        requireWaiting(fusion, (x, b, updated) -> x.matmul(x).add(barrier(b, updated)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_product_with_an_epilogue_waits(boolean fusion) {
        requireWaiting(fusion, (x, b, updated) -> barrier(x, updated).matmul(x).add(b));
    }

    private static void requireWaiting(boolean fusion, TensorFunction.Three layer) {
        Graph graph = Graphs.of(
                        inputs -> {
                            Tensor p = inputs.get(0);
                            Tensor updated = p.exp();
                            Tensor late = layer.apply(inputs.get(1), inputs.get(2), updated);
                            return List.of(updated, late, p.matmul(p).sum());
                        },
                        SQUARE,
                        SQUARE,
                        floats(7))
                .donating(0, 0);
        List<String> labels = labels(Plan.of(graph, fusion));
        int update = labels.indexOf("exp");
        int late = labels.indexOf(fusion ? "matmul(A, B) 7x7x7+add" : "add");
        assertTrue(0 <= update && update < late, labels::toString);
    }

    private static List<String> labels(Plan plan) {
        return plan.steps().stream().map(Step::label).toList();
    }
}
