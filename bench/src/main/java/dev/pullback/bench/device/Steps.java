package dev.pullback.bench.device;

import dev.pullback.api.backend.Backend;
import dev.pullback.network.data.Dataset;
import dev.pullback.network.layer.Activation;
import dev.pullback.network.layer.Network;
import dev.pullback.network.train.TrainingSession;
import dev.pullback.network.train.TrainingSettings;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Training steps of a dense network with sigmoid layers, softmax cross-entropy and plain gradient descent, the data set
 * resident.
 *
 * @param inputs features of a sample
 * @param width units of each hidden layer
 * @param depth how many hidden layers
 */
record Steps(int inputs, int width, int depth, int batch) {

    private static final int SAMPLES = 8192;
    private static final int CLASSES = 10;

    String name() {
        return "%d-[%d]x%d-%d batch %d".formatted(inputs, width, depth, CLASSES, batch);
    }

    /** Seconds of a step. */
    double measure(Backend backend) {
        Network network = Network.dense(
                inputs, Collections.nCopies(depth, width), Activation.SIGMOID, CLASSES, Activation.IDENTITY);
        List<int[]> minibatches = IntStream.range(0, Math.max(1, SAMPLES / batch))
                .mapToObj(step ->
                        IntStream.range(step * batch, (step + 1) * batch).toArray())
                .toList();
        try (var session =
                new TrainingSession(backend, network, TrainingSettings.defaults(), samples(), network.initialize(0))) {
            session.setRate(0.1);
            session.prepare(batch);
            int[] next = {0};
            return Timing.seconds(
                    () -> session.step(minibatches.get(next[0]++ % minibatches.size())), backend::synchronize);
        }
    }

    private Dataset samples() {
        float[] values = Product.uniform(SAMPLES * inputs, 7);
        int[] labels = IntStream.range(0, SAMPLES).map(i -> i % CLASSES).toArray();
        return new Dataset("noise", inputs, CLASSES, values, labels);
    }
}
