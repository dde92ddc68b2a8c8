package dev.pullback.conformance.kit;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.Buffer;
import dev.pullback.api.backend.Executable;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.jacobian.Derivatives;
import dev.pullback.api.tensor.Functions;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import dev.pullback.conformance.numeric.Family;
import dev.pullback.conformance.numeric.Limits;
import dev.pullback.conformance.numeric.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A network of two hidden layers in raw ops, trained by plain gradient descent: forward, loss, gradient and update are one
 * graph that overwrites its parameters. Always on the same seeded numbers.
 */
enum Training {
    /** Sigmoid layers and the mean of squares. */
    SQUARES,
    /** tanh layers and softmax cross-entropy. */
    CROSS_ENTROPY;

    private static final int[] WIDTHS = {9, 17, 13, 5};
    private static final int BATCH = 33;
    private static final double RATE = 0.5;
    private static final int FIRST_STEPS = 5;

    /** What a run leaves behind: the loss before each step, and the parameters after the last. */
    record Outcome(List<Double> losses, List<Values> parameters) {

        void requireSameBits(Outcome other) {
            Expect.equal(losses, other.losses, "losses");
            for (int i = 0; i < parameters.size(); i++) {
                Expect.that(parameters.get(i).sameBits(other.parameters.get(i)), "parameter " + i + " has other bits");
            }
        }
    }

    static List<Batch> batches() {
        return Stream.of(values())
                .<Batch>flatMap(training -> Stream.of(
                        trial(training.label(), c -> training.compare(c.backend(), c.oracle())),
                        trial(training.label() + ", unfused", c -> training.compare(c.unfused(), c.oracle()))))
                .toList();
    }

    private static Single trial(String name, Single.Body body) {
        return Single.measured(Check.TRAINING, "steps", "the first steps of " + name, body);
    }

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** The first steps give the oracle's losses and parameters; returns the worst error in units of the limit. */
    private double compare(Backend backend, Backend oracle) {
        Outcome right = run(oracle, FIRST_STEPS);
        Outcome reached = run(backend, FIRST_STEPS);
        List<Double> expected = right.losses();
        List<Double> losses = reached.losses();
        double worst = 0;
        for (int i = 0; i < FIRST_STEPS; i++) {
            int step = i;
            double tolerance = Limits.TRAINING * expected.get(i);
            worst = Math.max(
                    worst, Expect.near(expected.get(i), losses.get(i), tolerance, () -> "the loss of step " + step));
        }
        Expect.that(losses.getLast() < losses.getFirst(), () -> "the loss does not fall: " + losses);
        return Math.max(worst, compare(right.parameters(), reached.parameters()));
    }

    /** Losses alone forgive weights that drift where the loss is flat. */
    private static double compare(List<Values> expected, List<Values> reached) {
        double worst = 0;
        for (int i = 0; i < expected.size(); i++) {
            Values right = expected.get(i);
            double tolerance = Limits.TRAINING * right.largest();
            for (int element = 0; element < right.size(); element++) {
                String place = "parameter %d after %d steps, element %d".formatted(i, FIRST_STEPS, element);
                double error = Expect.near(right.get(element), reached.get(i).get(element), tolerance, () -> place);
                worst = Math.max(worst, error);
            }
        }
        return worst;
    }

    /** Trains for some steps, each run on the parameters that the last one left on the device. */
    Outcome run(Backend backend, int steps) {
        List<Values> parameters = parameters();
        List<Buffer> inputs = new ArrayList<>();
        List<Buffer> outputs = new ArrayList<>();
        Graph graph = step();
        try (Executable program = backend.compile(graph)) {
            parameters.forEach(values -> inputs.add(Execution.buffer(backend, values)));
            inputs.add(Execution.buffer(backend, samples()));
            inputs.add(Execution.buffer(backend, labels()));
            outputs.addAll(Execution.outputs(backend, graph, inputs));
            List<Double> losses = new ArrayList<>();
            for (int i = 0; i < steps; i++) {
                program.run(inputs, outputs);
                losses.add(Execution.read(outputs.getLast()).get(0));
            }
            List<Values> trained = outputs.subList(0, parameters.size()).stream()
                    .map(Execution::read)
                    .toList();
            return new Outcome(losses, trained);
        } finally {
            inputs.forEach(Buffer::close);
            outputs.forEach(Buffer::close);
        }
    }

    /** (parameters, samples, labels) to (updated parameters, loss). */
    private Graph step() {
        int count = parameters().size();
        TensorFunction update = inputs -> {
            TensorFunction loss = parameters -> List.of(loss(parameters, inputs.get(count), inputs.get(count + 1)));
            List<Tensor> results = Derivatives.valueAndGradient(loss).apply(inputs.subList(0, count));
            List<Tensor> updated = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                updated.add(inputs.get(i).sub(results.get(i + 1).mul(RATE)));
            }
            updated.add(results.getFirst());
            return updated;
        };
        List<TensorType> types =
                new ArrayList<>(parameters().stream().map(Values::type).toList());
        types.add(samples().type());
        types.add(labels().type());
        Graph graph = Graph.trace(update, types.toArray(TensorType[]::new));
        for (int i = 0; i < count; i++) {
            graph = graph.donating(i, i);
        }
        return graph;
    }

    private Tensor loss(List<Tensor> parameters, Tensor samples, Tensor labels) {
        Tensor x = samples;
        int layers = parameters.size() / 2;
        for (int layer = 0; layer < layers; layer++) {
            Tensor sum = x.matmul(parameters.get(2 * layer)).add(parameters.get(2 * layer + 1));
            x = layer == layers - 1 && this == CROSS_ENTROPY ? sum : this == SQUARES ? sum.sigmoid() : sum.tanh();
        }
        Tensor hot = Functions.oneHot(labels, WIDTHS[WIDTHS.length - 1], DType.FLOAT32);
        return this == SQUARES
                ? x.sub(hot).square().mean()
                : Functions.logSoftmax(x, 1).mul(hot).sum(1).neg().mean();
    }

    private static List<Values> parameters() {
        List<Values> parameters = new ArrayList<>();
        for (int layer = 1; layer < WIDTHS.length; layer++) {
            double scale = 1 / Math.sqrt(WIDTHS[layer - 1]);
            parameters.add(drawn(layer, x -> x * scale, WIDTHS[layer - 1], WIDTHS[layer]));
            parameters.add(drawn(10 + layer, x -> x * 0.1, WIDTHS[layer]));
        }
        return parameters;
    }

    private static Values samples() {
        return drawn(20, x -> x, BATCH, WIDTHS[0]);
    }

    private static Values labels() {
        int classes = WIDTHS[WIDTHS.length - 1];
        double[] labels =
                IntStream.range(0, BATCH).mapToDouble(i -> i * 7 % classes).toArray();
        return Values.of(TensorType.of(DType.INT32, BATCH), labels);
    }

    private static Values drawn(int seed, DoubleUnaryOperator change, int... lengths) {
        Values normal = Family.NORMAL.draw(TensorType.of(DType.FLOAT32, lengths), seed);
        double[] changed = java.util.Arrays.stream(normal.elements())
                .map(x -> (float) change.applyAsDouble(x))
                .toArray();
        return Values.of(normal.type(), changed);
    }
}
