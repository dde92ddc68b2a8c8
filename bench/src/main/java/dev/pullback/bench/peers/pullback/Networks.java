package dev.pullback.bench.peers.pullback;

import dev.pullback.bench.peers.peer.Numbers;
import dev.pullback.bench.peers.work.TrainingStep;
import dev.pullback.network.layer.Activation;
import dev.pullback.network.layer.Network;

/** The network of a workload. */
final class Networks {

    private Networks() {}

    static Network of(TrainingStep step) {
        var hidden = step.widths().subList(1, step.layers());
        return Network.dense(step.features(), hidden, Activation.SIGMOID, step.classes(), Activation.IDENTITY);
    }

    /** How a parameter starts: weights and biases in turn, biases with 0. */
    static float[] values(TrainingStep step, int parameter) {
        int layer = parameter / 2;
        return parameter % 2 == 0
                ? Numbers.weights(step, layer)
                : new float[step.widths().get(layer + 1)];
    }
}
