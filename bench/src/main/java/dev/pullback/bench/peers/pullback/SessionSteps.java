package dev.pullback.bench.peers.pullback;

import dev.pullback.api.backend.Backend;
import dev.pullback.bench.peers.peer.Numbers;
import dev.pullback.bench.peers.peer.Task;
import dev.pullback.bench.peers.work.TrainingStep;
import dev.pullback.network.data.Dataset;
import dev.pullback.network.layer.Network;
import dev.pullback.network.layer.Parameters;
import dev.pullback.network.train.TrainingSession;
import dev.pullback.network.train.TrainingSettings;
import java.util.stream.IntStream;

/** The same steps as a user's training makes them, minibatches gathered from the resident data set by their indices. */
final class SessionSteps implements Task {

    private final Backend backend;
    private final TrainingSession session;
    private final int[][] indices;
    private int next;

    SessionSteps(Backend backend, TrainingStep step) {
        this.backend = backend;
        Network network = Networks.of(step);
        var initial = Parameters.of(
                network.parameters(),
                IntStream.range(0, network.parameters().size())
                        .mapToObj(i -> Networks.values(step, i))
                        .toList());
        session = new TrainingSession(backend, network, TrainingSettings.defaults(), samples(step), initial);
        session.setRate(TrainingStep.RATE);
        session.prepare(step.batch());
        indices = IntStream.range(0, step.minibatches())
                .mapToObj(i -> IntStream.range(i * step.batch(), (i + 1) * step.batch())
                        .toArray())
                .toArray(int[][]::new);
    }

    private static Dataset samples(TrainingStep step) {
        float[] inputs = new float[step.minibatches() * step.batch() * step.features()];
        int[] labels = new int[step.minibatches() * step.batch()];
        for (int i = 0; i < step.minibatches(); i++) {
            float[] samples = Numbers.samples(step, i);
            System.arraycopy(samples, 0, inputs, i * samples.length, samples.length);
            System.arraycopy(Numbers.labels(step, i), 0, labels, i * step.batch(), step.batch());
        }
        return new Dataset("clusters", step.features(), step.classes(), inputs, labels);
    }

    @Override
    public void run(int times) {
        for (int i = 0; i < times; i++) {
            session.step(indices[next++ % indices.length]);
        }
        backend.synchronize();
    }

    @Override
    public double[] check() {
        return IntStream.range(0, Numbers.CHECKED_STEPS)
                .mapToDouble(i -> {
                    session.step(indices[next++ % indices.length]);
                    return session.lastLoss();
                })
                .toArray();
    }
}
