package dev.pullback.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.BackendOptions;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.jacobian.Derivatives;
import dev.pullback.api.jacobian.Jacobian;
import dev.pullback.api.op.Comparison;
import dev.pullback.api.tensor.Apply;
import dev.pullback.api.tensor.Composite;
import dev.pullback.api.tensor.Functions;
import dev.pullback.api.tensor.Stored;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import dev.pullback.cpu.reference.ReferenceProvider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A checkpointed function has the numbers of the function: its own and those of all its derivatives. */
class CheckpointTest {

    private static final TensorType SQUARE = TensorType.of(DType.FLOAT64, 9, 9);
    private static final TensorType KEY = TensorType.of(DType.INT32, 2);

    private static final Map<String, Backend> BACKENDS = new LinkedHashMap<>();

    @BeforeAll
    static void open() {
        BACKENDS.put("reference", new ReferenceProvider().open("", BackendOptions.defaults()));
        BACKENDS.put("cpu", new CpuProvider().open("", BackendOptions.defaults()));
        BACKENDS.put(
                "cpu, unfused",
                new CpuProvider().open("", BackendOptions.defaults().withFusion(false)));
    }

    @AfterAll
    static void close() {
        BACKENDS.values().forEach(Backend::close);
    }

    /** Losses of two square matrices and a key; a function given may be checkpointed or not. */
    private static Map<String, Loss> losses() {
        Map<String, Loss> losses = new LinkedHashMap<>();
        losses.put("two layers, each by itself", (inputs, how) -> {
            TensorFunction layer = TensorFunction.of((x, w) -> x.matmul(w).sigmoid());
            Tensor once = one(how, layer, inputs.get(0), inputs.get(1));
            return one(how, layer, once, inputs.get(1)).square().sum();
        });
        losses.put("a function within a function", (inputs, how) -> {
            TensorFunction inner = TensorFunction.of((x, w) -> x.matmul(w).tanh());
            TensorFunction outer = TensorFunction.of(
                    (x, w) -> one(how, inner, one(how, inner, x, w).exp(), w).square());
            return one(how, outer, inputs.get(0), inputs.get(1)).mean();
        });
        losses.put("several results, one of them int32, one unread", (inputs, how) -> {
            TensorFunction several = given -> {
                Tensor h = given.get(0).matmul(given.get(1)).tanh();
                return List.of(h.exp(), h.argmax(0), h.square(), h.neg());
            };
            List<Tensor> results = how.apply(several).apply(inputs.subList(0, 2));
            return results.get(0)
                    .gather(0, results.get(1))
                    .matmul(results.get(2))
                    .sum();
        });
        losses.put("random numbers from a key that is around the function", (inputs, how) -> {
            TensorFunction dropout = TensorFunction.of((x, w) -> {
                Tensor uniform = Functions.randomUniform(inputs.get(2), x.type());
                return uniform.compare(Comparison.LESS, uniform.like(0.7))
                        .select(x.matmul(w).tanh(), x.like(0));
            });
            return one(how, dropout, inputs.get(0), inputs.get(1)).square().sum();
        });
        losses.put("variables and values from around the function", (inputs, how) -> {
            Tensor around = inputs.get(0).matmul(inputs.get(1)).tanh();
            TensorFunction function = TensorFunction.of(x -> x.mul(around).exp().matmul(inputs.get(1)));
            return one(how, function, inputs.get(0)).sum();
        });
        losses.put("an argument twice, and a result that is an argument", (inputs, how) -> {
            TensorFunction product = given -> List.of(
                    given.get(0).mul(given.get(1).tanh()),
                    given.get(2),
                    given.get(0).like(2));
            List<Tensor> results = how.apply(product).apply(inputs.get(0), inputs.get(0), inputs.get(1));
            return results.get(0).matmul(results.get(1)).mul(results.get(2)).sum();
        });
        losses.put("a gradient within the function", (inputs, how) -> {
            TensorFunction slope = Derivatives.gradient(
                    TensorFunction.of((x, w) -> x.matmul(w).tanh().square().sum()), 0);
            return one(how, slope, inputs.get(0), inputs.get(1)).square().sum();
        });
        losses.put("a user's own op in the function", (inputs, how) -> {
            TensorFunction swish = TensorFunction.of((x, w) -> Apply.op(new Swish(), x.matmul(w)));
            return one(how, swish, inputs.get(0), inputs.get(1)).square().sum();
        });
        return losses;
    }

    @TestFactory
    Stream<DynamicTest> values_and_gradients_have_the_same_bits() {
        return compared(loss -> Derivatives.valueAndGradient(loss, 0, 1), 0);
    }

    @TestFactory
    Stream<DynamicTest> tangents_are_the_same() {
        return compared(
                loss -> inputs -> Derivatives.push(loss, 0, 1).apply(with(inputs, inputs.get(1), inputs.get(0))),
                1e-13);
    }

    @TestFactory
    Stream<DynamicTest> hessian_vector_products_are_the_same() {
        return compared(
                loss -> inputs -> Derivatives.push(Derivatives.gradient(loss, 0, 1), 0, 1)
                        .apply(with(inputs, inputs.get(1), inputs.get(0))),
                1e-12);
    }

    @TestFactory
    Stream<DynamicTest> gradients_of_gradients_and_of_tangents_are_the_same() {
        Stream<DynamicTest> reverse = compared(
                loss -> Derivatives.gradient(
                        inputs -> List.of(Derivatives.gradient(loss, 0, 1).apply(inputs).stream()
                                .map(slope -> slope.square().sum())
                                .reduce(Tensor::add)
                                .orElseThrow()),
                        0,
                        1),
                1e-12);
        Stream<DynamicTest> forward = compared(
                loss -> Derivatives.gradient(
                        inputs -> Derivatives.push(loss, 0).apply(with(inputs, inputs.get(1))), 0, 1),
                1e-12);
        return Stream.concat(reverse, forward);
    }

    /** The same derivative of each loss with and without checkpoints, on every backend, within a relative limit. */
    private static Stream<DynamicTest> compared(UnaryOperator<TensorFunction> derivative, double limit) {
        return losses().entrySet().stream()
                .flatMap(loss -> BACKENDS.entrySet().stream()
                        .map(backend -> dynamicTest(
                                loss.getKey() + ", " + backend.getKey(),
                                () -> compare(backend.getValue(), loss.getValue(), derivative, limit))));
    }

    private static void compare(Backend backend, Loss loss, UnaryOperator<TensorFunction> derivative, double limit) {
        List<byte[]> kept = run(backend, derivative.apply(inputs -> List.of(loss.of(inputs, function -> function))));
        List<byte[]> again =
                run(backend, derivative.apply(inputs -> List.of(loss.of(inputs, Derivatives::checkpoint))));
        assertEquals(kept.size(), again.size());
        for (int i = 0; i < kept.size(); i++) {
            if (limit == 0) {
                assertArrayEquals(kept.get(i), again.get(i), "result " + i);
            } else {
                double[] expected = GraphRun.numbers(kept.get(i), DType.FLOAT64);
                double[] actual = GraphRun.numbers(again.get(i), DType.FLOAT64);
                double largest = IntStream.range(0, expected.length)
                        .mapToDouble(k -> Math.abs(expected[k]))
                        .max()
                        .orElse(0);
                assertArrayEquals(expected, actual, limit * largest, "result " + i);
            }
        }
    }

    private static List<byte[]> run(Backend backend, TensorFunction function) {
        return GraphRun.of(backend, Graph.trace(function, SQUARE, SQUARE, KEY), 3, 1);
    }

    @Test
    void it_runs_at_once_on_stored_tensors_and_may_take_others_from_around_it() {
        for (Backend backend : BACKENDS.values()) {
            try (var _ = backend.scope()) {
                Stored x = backend.tensor(new double[] {0.5, -1.0, 2.0}, 3);
                Stored around = backend.tensor(new double[] {2.0, 3.0, 4.0}, 3);
                TensorFunction function = TensorFunction.of(y -> y.mul(around).square());
                Tensor value = Derivatives.checkpoint(function).at(x);
                assertArrayEquals(new double[] {1, 9, 64}, value.stored().toDoubles());
                TensorFunction loss = TensorFunction.of(y -> Derivatives.checkpoint(function)
                        .apply(List.of(y))
                        .getFirst()
                        .sum());
                Tensor gradient = Derivatives.gradient(loss).at(x);
                assertArrayEquals(new double[] {4, -18, 64}, gradient.stored().toDoubles());
            }
        }
    }

    @Test
    void its_jacobian_at_a_point_is_that_of_the_function() {
        TensorFunction cube =
                Derivatives.checkpoint(TensorFunction.of(x -> x.square().mul(x)));
        for (Backend backend : BACKENDS.values()) {
            try (var _ = backend.scope()) {
                Stored x = backend.tensor(new double[] {1.0, 2.0}, 2);
                Jacobian jacobian = Derivatives.linearize(cube, x).wrt(0);
                assertArrayEquals(
                        new double[] {3, 0, 0, 12}, jacobian.dense().stored().toDoubles());
                assertArrayEquals(
                        new double[] {6, 0, 0, 12},
                        Derivatives.hessian(
                                        TensorFunction.of(y -> cube.apply(List.of(y))
                                                .getFirst()
                                                .sum()),
                                        x)
                                .wrt(0)
                                .dense()
                                .stored()
                                .toDoubles());
            }
        }
    }

    private static Tensor one(UnaryOperator<TensorFunction> how, TensorFunction function, Tensor... arguments) {
        return how.apply(function).at(arguments);
    }

    private static List<Tensor> with(List<Tensor> inputs, Tensor... more) {
        List<Tensor> all = new ArrayList<>(inputs);
        all.addAll(List.of(more));
        return all;
    }

    @FunctionalInterface
    private interface Loss {
        Tensor of(List<Tensor> inputs, UnaryOperator<TensorFunction> how);
    }

    private record Swish() implements Composite {
        @Override
        public Tensor lower(List<Tensor> operands) {
            return operands.getFirst().mul(operands.getFirst().sigmoid());
        }
    }
}
