package dev.pullback.api.plan;

import static dev.pullback.api.plan.Graphs.floats;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.pullback.api.graph.Graph;
import dev.pullback.api.jacobian.Derivatives;
import dev.pullback.api.tensor.Functions;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.type.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which memory the steps use, and in which order they may overwrite it. */
class MemoryPlanTest {

    private static final TensorType SQUARE = floats(7, 7);

    @TestFactory
    Stream<DynamicTest> every_step_finds_what_it_reads() {
        return graphs().entrySet().stream()
                .flatMap(graph -> Stream.of(true, false)
                        .map(fusion -> dynamicTest(
                                graph.getKey() + (fusion ? "" : ", unfused"),
                                () -> MemorySimulation.play(Plan.of(graph.getValue(), fusion), graph.getValue()))));
    }

    private static Map<String, Graph> graphs() {
        Map<String, Graph> graphs = new TreeMap<>();
        graphs.put("one layer", Graphs.layer());
        graphs.put("training", Graphs.trainingStep(9, 17, 13, 5));
        graphs.put("deep training", Graphs.trainingStep(3, 4, 5, 6, 5, 4, 3));
        graphs.put("every kind of step", Graphs.everyStep());
        graphs.put("a chain of products", products(9));
        graphs.put(
                "computed again behind a barrier",
                donating(
                        inputs -> {
                            Tensor product = inputs.get(0).matmul(inputs.get(1)).exp();
                            Tensor again =
                                    Functions.barrier(inputs.get(0), product).matmul(inputs.get(1));
                            return List.of(product.matmul(product), again.exp().add(inputs.get(1)));
                        },
                        0,
                        1));
        graphs.put(
                "a row that dies where it is repeated",
                Graphs.of(TensorFunction.of(x -> x.add(x.sum(0)).exp().sum(1)), SQUARE));
        graphs.put("swap", donating(inputs -> List.of(inputs.get(1), inputs.get(0)), 0, 1));
        graphs.put(
                "both updates read both",
                donating(
                        inputs -> List.of(
                                inputs.get(0).add(inputs.get(1)), inputs.get(0).sub(inputs.get(1))),
                        0,
                        1));
        graphs.put(
                "updates read each other's products",
                donating(
                        inputs -> List.of(
                                inputs.get(1).matmul(inputs.get(1)),
                                inputs.get(0).matmul(inputs.get(0))),
                        0,
                        1));
        graphs.put(
                "replaced by its own product",
                donating(
                        inputs -> List.of(
                                inputs.get(0).matmul(inputs.get(0)),
                                inputs.get(1).exp()),
                        0,
                        1));
        graphs.put(
                "replaced by its own transpose",
                donating(inputs -> List.of(inputs.get(0).transpose().add(inputs.get(0)), inputs.get(1)), 0, 1));
        graphs.put("an input is its own result", donating(inputs -> List.of(inputs.get(0), inputs.get(1)), 0, 1));
        graphs.put(
                "crossed places",
                donating(inputs -> List.of(inputs.get(0).exp(), inputs.get(1).add(inputs.get(0))), 1, 0));
        graphs.put(
                "one result in two places",
                donating(
                        inputs -> {
                            Tensor y = inputs.get(0).mul(inputs.get(1));
                            return List.of(y, y);
                        },
                        0,
                        1));
        graphs.put(
                "a constant and an unread input",
                donating(
                        inputs -> List.of(
                                Functions.constant(SQUARE, 1), inputs.get(1).tanh()),
                        0,
                        1));
        return graphs;
    }

    @Test
    void a_chain_of_any_length_needs_two_slots() {
        assertEquals(2, Plan.of(products(9), true).memory().slotBytes().size());
        assertEquals(2 * SQUARE.bytes(), Plan.of(products(30), true).memory().totalBytes());
    }

    /** One per layer, the cotangent, what replaces it, and small things; not the cotangents of all layers. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void an_update_runs_as_soon_as_backpropagation_has_reached_its_layer(boolean fusion) {
        int layers = 12;
        int[] widths = new int[layers + 1];
        Arrays.fill(widths, Graphs.BATCH);
        MemoryPlan memory = Plan.of(Graphs.trainingStep(widths), fusion).memory();
        long activation = floats(Graphs.BATCH, Graphs.BATCH).bytes();
        assertTrue(memory.totalBytes() < (layers + 3) * activation, () -> memory.totalBytes() + " bytes");
    }

    /** The weights' gradient is a sum over the layers: its parts may not wait for the last one. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void the_gradient_of_shared_weights_is_summed_up_as_backpropagation_goes(boolean fusion) {
        int layers = 12;
        TensorFunction loss = TensorFunction.of((x, w) -> {
            Tensor y = x;
            for (int i = 0; i < layers; i++) {
                y = y.matmul(w).tanh();
            }
            return y.sum();
        });
        Graph graph = Graphs.of(Derivatives.gradient(loss), SQUARE, SQUARE);
        Plan plan = Plan.of(graph, fusion);
        assertTrue(
                plan.memory().totalBytes() <= (layers + 4) * SQUARE.bytes(), () -> String.join("\n", plan.describe()));
        MemorySimulation.play(plan, graph);
    }

    @Test
    void the_peak_is_what_lives_at_once() {
        Graph graph = Graphs.of(
                TensorFunction.of(x -> {
                    Tensor wide = x.matmul(x);
                    Tensor row = wide.sum(0);
                    return row.add(row.max(0)).sum(0);
                }),
                SQUARE);
        MemoryPlan memory = Plan.of(graph, false).memory();
        assertEquals(SQUARE.bytes() + floats(7).bytes(), memory.peakBytes());
        assertTrue(memory.peakBytes() <= memory.totalBytes(), () -> memory.totalBytes() + " bytes");
    }

    @Test
    void an_elementwise_step_writes_over_its_dying_operand() {
        Graph graph = Graphs.of(TensorFunction.of(x -> x.matmul(x).exp().tanh().matmul(x)), SQUARE);
        assertEquals(1, Plan.of(graph, false).memory().slotBytes().size());
    }

    @Test
    void results_need_no_slot() {
        assertEquals(0, Plan.of(Graphs.layer(), true).memory().totalBytes());
    }

    @Test
    void an_update_in_place_needs_no_copy() {
        Plan plan = Plan.of(Graphs.trainingStep(9, 17, 13, 5), true);
        assertTrue(
                plan.describe().stream().noneMatch(line -> line.startsWith("copy")),
                () -> String.join("\n", plan.describe()));
    }

    @Test
    void the_old_weights_are_read_before_the_new_ones_are_written() {
        Plan plan = Plan.of(Graphs.trainingStep(9, 17, 5), true);
        List<String> lines = plan.describe();
        int lastRead = -1;
        int written = -1;
        for (int i = 0; i < plan.steps().size(); i++) {
            Step step = plan.steps().get(i);
            boolean reads = step.reads().stream()
                    .anyMatch(value -> plan.memory().location(value).equals(new Location.Input(2)));
            boolean writes = plan.memory().location(step.result()).equals(new Location.Output(2));
            lastRead = reads && !writes ? i : lastRead;
            written = writes ? i : written;
        }
        assertTrue(0 <= lastRead && lastRead < written, () -> String.join("\n", lines));
    }

    @Test
    void only_updates_that_wait_for_each_other_are_copied_at_the_end() {
        Plan plan = Plan.of(
                donating(
                        inputs -> List.of(
                                inputs.get(0).add(inputs.get(1)), inputs.get(0).sub(inputs.get(1))),
                        0,
                        1),
                true);
        List<String> labels = plan.steps().stream().map(Step::label).toList();
        assertEquals(List.of("add", "sub", "copy", "copy"), labels);
    }

    private static Graph products(int count) {
        return Graphs.of(
                TensorFunction.of((x, y) -> {
                    Tensor product = x;
                    for (int i = 0; i < count; i++) {
                        product = product.matmul(y);
                    }
                    return product;
                }),
                SQUARE,
                SQUARE);
    }

    /** Two squares in; each output takes the buffer of the input named for it. */
    private static Graph donating(TensorFunction function, int first, int second) {
        return Graphs.of(function, SQUARE, SQUARE).donating(first, 0).donating(second, 1);
    }
}
