package dev.pullback.cli;

import dev.pullback.network.data.Dataset;
import dev.pullback.network.layer.Activation;
import dev.pullback.network.loss.L2;
import dev.pullback.network.loss.Loss;
import dev.pullback.network.train.TrainingSettings;
import java.util.List;

/**
 * What a training uses where the command line is silent.
 *
 * @param layers units of each hidden layer
 * @param epochs how often every sample is seen
 * @param batch samples per step
 * @param sigmoidRate learning rate for sigmoid layers, which pass on a quarter of a slope at most
 * @param otherRate learning rate for other layers
 */
record Recipe(List<Integer> layers, int epochs, int batch, double sigmoidRate, double otherRate) {

    /** From this many training samples on a set is large. */
    static final int LARGE = 10_000;

    /** For the bundled digits, and sets of their size. */
    static final Recipe SMALL_DATA = new Recipe(
            List.of(64, 64),
            TrainingSettings.DEFAULT_EPOCHS,
            TrainingSettings.DEFAULT_BATCH_SIZE,
            TrainingSettings.DEFAULT_RATE,
            0.2);

    /** For Fashion-MNIST, and sets of its size. */
    static final Recipe LARGE_DATA = new Recipe(List.of(256, 256), 10, 128, 0.5, 0.1);

    Recipe {
        layers = List.copyOf(layers);
    }

    static Recipe of(Dataset train) {
        return train.size() >= LARGE ? LARGE_DATA : SMALL_DATA;
    }

    /** The learning rate; a loss that is a sum over the minibatch has a gradient as many times larger, so gets less. */
    double rate(Activation activation, Loss loss, int batchSize) {
        double rate = activation == Activation.SIGMOID ? sigmoidRate : otherRate;
        return loss instanceof L2(boolean averaged) && !averaged ? rate / batchSize : rate;
    }
}
