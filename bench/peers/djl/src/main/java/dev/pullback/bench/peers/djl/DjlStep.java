package dev.pullback.bench.peers.djl;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.loss.Loss;
import ai.djl.training.loss.SoftmaxCrossEntropyLoss;
import dev.pullback.bench.peers.peer.Numbers;
import dev.pullback.bench.peers.peer.Task;
import dev.pullback.bench.peers.work.TrainingStep;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The training step op by op, with PyTorch's automatic differentiation and its update in one native call per parameter. */
final class DjlStep implements Task {

    private final NDManager manager;
    private final List<NDArray> weights = new ArrayList<>();
    private final List<NDArray> biases = new ArrayList<>();
    private final List<NDArray> samples;
    private final List<NDArray> labels;
    private final Loss crossEntropy = new SoftmaxCrossEntropyLoss();
    private int next;

    DjlStep(TrainingStep step, NDManager parent) {
        manager = parent.newSubManager();
        for (int layer = 0; layer < step.layers(); layer++) {
            int in = step.widths().get(layer);
            int out = step.widths().get(layer + 1);
            NDArray given = manager.create(Numbers.weights(step, layer), new Shape(in, out));
            // PyTorch's linear layers keep weights as [out, in].
            weights.add(trained(given.transpose().duplicate()));
            biases.add(trained(manager.zeros(new Shape(out))));
            given.close();
        }
        samples = IntStream.range(0, step.minibatches())
                .mapToObj(i -> manager.create(Numbers.samples(step, i), new Shape(step.batch(), step.features())))
                .toList();
        labels = IntStream.range(0, step.minibatches())
                .mapToObj(i -> manager.create(Numbers.labels(step, i)))
                .toList();
    }

    private static NDArray trained(NDArray parameter) {
        parameter.setRequiresGradient(true);
        return parameter;
    }

    @Override
    public void run(int times) {
        for (int i = 0; i < times; i++) {
            step(false);
        }
    }

    @Override
    public double[] check() {
        return IntStream.range(0, Numbers.CHECKED_STEPS)
                .mapToDouble(i -> step(true))
                .toArray();
    }

    /** The loss, if it is to be read. */
    private double step(boolean read) {
        int minibatch = next++ % samples.size();
        try (NDManager scope = manager.newSubManager();
                GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray x = samples.get(minibatch);
            x.tempAttach(scope);
            labels.get(minibatch).tempAttach(scope);
            for (int layer = 0; layer < weights.size(); layer++) {
                NDArray sum = x.getNDArrayInternal()
                        .linear(x, weights.get(layer), biases.get(layer))
                        .singletonOrThrow();
                sum.attach(scope);
                x = layer < weights.size() - 1 ? sum.getNDArrayInternal().sigmoid() : sum;
            }
            NDArray loss = crossEntropy.evaluate(new NDList(labels.get(minibatch)), new NDList(x));
            collector.backward(loss);
            weights.forEach(parameter -> descend(parameter, scope));
            biases.forEach(parameter -> descend(parameter, scope));
            return read ? loss.getFloat() : 0;
        }
    }

    private static void descend(NDArray parameter, NDManager scope) {
        NDArray gradient = parameter.getGradient();
        gradient.attach(scope);
        var both = new NDList(parameter, gradient);
        parameter.getNDArrayInternal().sgdUpdate(both, new NDList(parameter), TrainingStep.RATE, 0, 1, -1, 0, false);
    }
}
