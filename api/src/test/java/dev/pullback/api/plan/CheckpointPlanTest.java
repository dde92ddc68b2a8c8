package dev.pullback.api.plan;

import static dev.pullback.api.jacobian.Derivatives.checkpoint;
import static dev.pullback.api.plan.Graphs.floats;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.graph.Graph;
import dev.pullback.api.jacobian.Derivatives;
import dev.pullback.api.op.Comparison;
import dev.pullback.api.plan.Step.MatMulStep;
import dev.pullback.api.plan.Step.RandomBitsStep;
import dev.pullback.api.tensor.Functions;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What computing again in the backward pass does to the memory and the steps of a plan. */
class CheckpointPlanTest {

    private static final int LAYERS = 36;
    private static final TensorType SQUARE = floats(32, 32);

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void memory_grows_with_the_square_root_of_the_depth(boolean fusion) {
        long kept = Plan.of(step(new Stack(LAYERS)), fusion).memory().totalBytes();
        long computedAgain =
                Plan.of(step(new Stack(LAYERS, 6)), fusion).memory().totalBytes();
        assertTrue(kept >= LAYERS * SQUARE.bytes(), () -> kept + " bytes");
        assertTrue(computedAgain <= (2 * 6 + 2) * SQUARE.bytes(), () -> computedAgain + " bytes");
    }

    @Test
    void one_within_another_needs_less_than_one_level() {
        long oneLevel = Plan.of(step(new Stack(64, 8)), true).memory().peakBytes();
        long twoLevels = Plan.of(step(new Stack(64, 16, 4)), true).memory().peakBytes();
        assertTrue(twoLevels < oneLevel, () -> "%d and %d bytes".formatted(twoLevels, oneLevel));
    }

    @Test
    void each_layer_is_computed_at_most_twice() {
        assertEquals(LAYERS, products(new Stack(LAYERS, 6)) - products(new Stack(LAYERS)));
    }

    private static long products(Stack stack) {
        return Plan.of(step(stack), true).steps().stream()
                .filter(MatMulStep.class::isInstance)
                .count();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void parameters_are_still_updated_in_place(boolean fusion) {
        for (Stack stack : List.of(new Stack(9, 3), new Stack(9), new Stack(8, 4, 2))) {
            Graph graph = step(stack);
            Plan plan = Plan.of(graph, fusion);
            assertTrue(plan.steps().stream().noneMatch(step -> step.label().equals("copy")), plan.describe()::toString);
            MemorySimulation.play(plan, graph);
        }
    }

    @Test
    void the_push_of_a_gradient_keeps_as_little() {
        Stack deep = new Stack(LAYERS);
        Stack checkpointed = new Stack(LAYERS, 6);
        long kept = Plan.of(curvature(deep), true).memory().totalBytes();
        long computedAgain = Plan.of(curvature(checkpointed), true).memory().totalBytes();
        assertTrue(computedAgain < kept / 2, () -> "%d of %d bytes".formatted(computedAgain, kept));
    }

    @Test
    void a_random_mask_is_drawn_again_rather_than_kept() {
        assertEquals(1, draws(function -> function));
        assertEquals(2, draws(Derivatives::checkpoint));
    }

    /** How often bits are drawn by dropout and its gradient; the key comes from around the function. */
    private static long draws(java.util.function.UnaryOperator<TensorFunction> how) {
        TensorFunction loss = inputs -> {
            TensorFunction dropout = TensorFunction.of((x, w) -> {
                Tensor uniform = Functions.randomUniform(inputs.get(2), x.type());
                return uniform.compare(Comparison.LESS, uniform.like(0.8))
                        .select(x.matmul(w), x.like(0))
                        .tanh();
            });
            return List.of(
                    how.apply(dropout).apply(inputs.subList(0, 2)).getFirst().sum());
        };
        Graph graph =
                Graph.trace(Derivatives.valueAndGradient(loss, 0, 1), SQUARE, SQUARE, TensorType.of(DType.INT32, 2));
        return Plan.of(graph, true).steps().stream()
                .filter(RandomBitsStep.class::isInstance)
                .count();
    }

    @Test
    void all_results_of_a_function_are_computed_again_at_once() {
        TensorFunction three = inputs -> {
            Tensor h = inputs.get(0).matmul(inputs.get(1)).tanh();
            return List.of(h.matmul(h), h.square(), h.argmax(0));
        };
        TensorFunction loss = inputs -> {
            List<Tensor> results = checkpoint(three).apply(inputs);
            // The other result is needed before the first can be pulled.
            Tensor late = results.get(0).matmul(results.get(1)).tanh();
            return List.of(late.mul(results.get(1)).sum());
        };
        Graph graph = Graph.trace(Derivatives.valueAndGradient(loss), SQUARE, SQUARE);
        long again = Plan.of(graph, false).steps().stream()
                .filter(step -> step.label().equals("recomputed tanh"))
                .count();
        assertEquals(1, again);
    }

    @Test
    void what_a_function_takes_from_around_it_is_kept_and_not_computed_again() {
        TensorFunction loss = TensorFunction.of((x, w) -> {
            Tensor around = x.matmul(w).tanh();
            return checkpoint(TensorFunction.of(y -> y.mul(around).exp()))
                    .apply(List.of(x))
                    .getFirst()
                    .sum();
        });
        Graph graph = Graph.trace(Derivatives.valueAndGradient(loss), SQUARE, SQUARE);
        List<String> labels =
                Plan.of(graph, false).steps().stream().map(Step::label).toList();
        assertEquals(1, Collections.frequency(labels, "tanh"), labels::toString);
        assertTrue(labels.stream().noneMatch("recomputed tanh"::equals), labels::toString);
        assertEquals(1, Collections.frequency(labels, "recomputed exp"), labels::toString);
    }

    @Test
    void equal_functions_are_one_program() {
        assertEquals(step(new Stack(4, 2)).signature(), step(new Stack(4, 2)).signature());
        Graph tanh = Graph.trace(checkpoint(TensorFunction.of(Tensor::tanh)), SQUARE);
        assertEquals(
                tanh.signature(),
                Graph.trace(checkpoint(TensorFunction.of(Tensor::tanh)), SQUARE).signature());
        assertNotEquals(
                tanh.signature(),
                Graph.trace(checkpoint(TensorFunction.of(Tensor::exp)), SQUARE).signature());
    }

    /** Tanh layers; so many at a time are a checkpointed function, and so many of those within it, and so on. */
    private record Stack(int layers, List<Integer> segments) {

        Stack(int layers, Integer... segments) {
            this(layers, List.of(segments));
        }

        Tensor loss(List<Tensor> inputs) {
            return deep(inputs.getLast(), inputs.subList(0, layers), segments)
                    .square()
                    .mean();
        }

        private static Tensor deep(Tensor x, List<Tensor> weights, List<Integer> segments) {
            Tensor y = x;
            int size = segments.isEmpty() ? 1 : segments.getFirst();
            for (int start = 0; start < weights.size(); start += size) {
                List<Tensor> some = weights.subList(start, start + size);
                y = segments.isEmpty() ? y.matmul(some.getFirst()).tanh() : again(y, some, segments);
            }
            return y;
        }

        private static Tensor again(Tensor x, List<Tensor> weights, List<Integer> segments) {
            List<Tensor> operands = new ArrayList<>(weights);
            operands.add(x);
            List<Integer> within = segments.subList(1, segments.size());
            return checkpoint(given -> List.of(deep(given.getLast(), given.subList(0, given.size() - 1), within)))
                    .apply(operands)
                    .getFirst();
        }
    }

    /** A step of gradient descent; the weights are donated. */
    private static Graph step(Stack stack) {
        TensorFunction loss = inputs -> List.of(stack.loss(inputs));
        TensorFunction updated = inputs -> {
            List<Tensor> results = Derivatives.valueAndGradient(loss).apply(inputs);
            List<Tensor> all = new ArrayList<>();
            for (int i = 0; i < stack.layers(); i++) {
                all.add(inputs.get(i).sub(results.get(i + 1).mul(0.1)));
            }
            all.add(results.getFirst());
            return all;
        };
        Graph graph = Graph.trace(updated, squares(stack.layers() + 1));
        for (int i = 0; i < stack.layers(); i++) {
            graph = graph.donating(i, i);
        }
        return graph;
    }

    private static Graph curvature(Stack stack) {
        TensorFunction product = Derivatives.hessianVector(inputs -> List.of(stack.loss(inputs)));
        return Graph.trace(product, squares(2 * (stack.layers() + 1)));
    }

    private static TensorType[] squares(int count) {
        return Collections.nCopies(count, SQUARE).toArray(TensorType[]::new);
    }
}
