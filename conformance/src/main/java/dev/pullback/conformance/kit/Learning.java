package dev.pullback.conformance.kit;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.Buffer;
import dev.pullback.api.backend.Executable;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.jacobian.Derivatives;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import dev.pullback.conformance.numeric.Limits;
import dev.pullback.conformance.numeric.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Whether networks learn: trained to the end, from several seeds. Two backends that round differently drift apart within
 * some dozen steps, so it is not losses that are compared but what was learnt, and over all seeds.
 */
final class Learning {

    private static final int SEEDS = 5;

    /** Points of two half-moons that lie in one another (as in scikit-learn's make_moons), with noise. */
    private static final Task MOONS = new Task("two moons", new int[] {2, 16, 16, 1}, 128, 400, 0.5) {
        @Override
        double[] point(int index, Random random) {
            double angle = Math.PI * random.nextDouble();
            boolean upper = index % 2 == 0;
            double x = upper ? Math.cos(angle) : 1 - Math.cos(angle);
            double y = upper ? Math.sin(angle) : 0.5 - Math.sin(angle);
            return new double[] {x + 0.1 * random.nextGaussian(), y + 0.1 * random.nextGaussian(), upper ? 1 : 0};
        }
    };

    /** What no perceptron can learn (M. Minsky and S. Papert, "Perceptrons", 1969), and a hidden layer can. */
    private static final Task XOR = new Task("xor", new int[] {2, 8, 1}, 32, 600, 1) {
        @Override
        double[] point(int index, Random random) {
            int a = index % 2;
            int b = index / 2 % 2;
            return new double[] {a, b, a ^ b};
        }
    };

    private Learning() {}

    static List<Batch> batches() {
        return List.of(trial(MOONS), trial(XOR));
    }

    private static Batch trial(Task task) {
        return Single.measured(
                Check.TRAINING, "accuracy", "%s over %d seeds".formatted(task.name, SEEDS), candidate -> {
                    double expected = meanAccuracy(task, candidate.oracle());
                    double reached = meanAccuracy(task, candidate.backend());
                    Expect.that(expected > 0.9, () -> "the oracle itself reaches %s only".formatted(expected));
                    return Expect.near(
                            expected,
                            reached,
                            Limits.ACCURACY_BAND,
                            () -> "the mean accuracy of %s".formatted(task.name));
                });
    }

    private static double meanAccuracy(Task task, Backend backend) {
        return IntStream.range(0, SEEDS)
                .mapToDouble(seed -> task.accuracy(backend, seed))
                .average()
                .orElseThrow();
    }

    /** Points of the plane in two classes, and the network that is to tell them apart: tanh layers, L2 loss. */
    private abstract static class Task {
        private final String name;
        private final int[] widths;
        private final int samples;
        private final int steps;
        private final double rate;

        Task(String name, int[] widths, int samples, int steps, double rate) {
            this.name = name;
            this.widths = widths;
            this.samples = samples;
            this.steps = steps;
            this.rate = rate;
        }

        /** Both coordinates of a point, then its class, 0 or 1. */
        abstract double[] point(int index, Random random);

        /** The share of points that a network trained on others tells apart. */
        double accuracy(Backend backend, int seed) {
            var random = new Random(seed);
            List<Values> parameters = new ArrayList<>();
            for (int layer = 1; layer < widths.length; layer++) {
                double scale = 1 / Math.sqrt(widths[layer - 1]);
                parameters.add(normal(random, scale, widths[layer - 1], widths[layer]));
                parameters.add(normal(random, 0.1, widths[layer]));
            }
            List<Values> train = points(random);
            List<Values> test = points(random);
            List<Values> trained = train(backend, parameters, train);
            List<Values> inputs = new ArrayList<>(trained);
            inputs.add(test.getFirst());
            TensorFunction guess = x -> List.of(outputs(x.subList(0, trained.size()), x.getLast()));
            Graph graph = Graph.trace(guess, types(inputs));
            Values guesses = Execution.of(backend, graph, inputs).getFirst();
            Values truth = test.getLast();
            return IntStream.range(0, samples)
                            .filter(i -> guesses.get(i) > 0.5 == truth.get(i) > 0.5)
                            .count()
                    / (double) samples;
        }

        private List<Values> train(Backend backend, List<Values> parameters, List<Values> data) {
            List<Values> values = new ArrayList<>(parameters);
            values.addAll(data);
            Graph graph = Graph.trace(x -> step(x, parameters.size()), types(values));
            for (int i = 0; i < parameters.size(); i++) {
                graph = graph.donating(i, i);
            }
            List<Buffer> buffers = new ArrayList<>();
            try (Executable program = backend.compile(graph)) {
                values.forEach(value -> buffers.add(Execution.buffer(backend, value)));
                List<Buffer> updated = buffers.subList(0, parameters.size());
                for (int i = 0; i < steps; i++) {
                    program.run(buffers, updated);
                }
                return updated.stream().map(Execution::read).toList();
            } finally {
                buffers.forEach(Buffer::close);
            }
        }

        private List<Tensor> step(List<Tensor> x, int count) {
            Tensor points = x.get(count);
            Tensor truth = x.get(count + 1);
            TensorFunction loss = parameters ->
                    List.of(outputs(parameters, points).sub(truth).square().mean());
            List<Tensor> parameters = x.subList(0, count);
            List<Tensor> gradient = Derivatives.gradient(loss).apply(parameters);
            List<Tensor> updated = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                updated.add(parameters.get(i).sub(gradient.get(i).mul(rate)));
            }
            return updated;
        }

        private static Tensor outputs(List<Tensor> parameters, Tensor points) {
            Tensor x = points;
            for (int i = 0; i < parameters.size(); i += 2) {
                Tensor sum = x.matmul(parameters.get(i)).add(parameters.get(i + 1));
                x = i + 2 < parameters.size() ? sum.tanh() : sum.sigmoid();
            }
            return x;
        }

        private List<Values> points(Random random) {
            double[] coordinates = new double[2 * samples];
            double[] classes = new double[samples];
            for (int i = 0; i < samples; i++) {
                double[] point = point(i, random);
                coordinates[2 * i] = (float) point[0];
                coordinates[2 * i + 1] = (float) point[1];
                classes[i] = point[2];
            }
            return List.of(
                    Values.of(TensorType.of(DType.FLOAT32, samples, 2), coordinates),
                    Values.of(TensorType.of(DType.FLOAT32, samples, 1), classes));
        }

        private static Values normal(Random random, double scale, int... lengths) {
            TensorType type = TensorType.of(DType.FLOAT32, lengths);
            double[] drawn = new double[Math.toIntExact(type.size())];
            for (int i = 0; i < drawn.length; i++) {
                drawn[i] = (float) (scale * random.nextGaussian());
            }
            return Values.of(type, drawn);
        }

        private static TensorType[] types(List<Values> values) {
            return values.stream().map(Values::type).toArray(TensorType[]::new);
        }
    }
}
