package dev.pullback.cli;

import dev.pullback.network.data.Dataset;
import java.util.List;

/**
 * What a training uses where the command line is silent.
 *
 * @param layers units of each hidden layer
 * @param epochs how often every sample is seen
 * @param batch samples per step
 * @param rate learning rate of plain gradient descent
 */
record Recipe(List<Integer> layers, int epochs, int batch, double rate) {

    /** From this many training samples on a set is large. */
    static final int LARGE = 10_000;

    /** For the bundled digits, and sets of their size. */
    static final Recipe SMALL_DATA = new Recipe(List.of(64, 64), 40, 32, 0.5);

    /** For Fashion-MNIST, and sets of its size. */
    static final Recipe LARGE_DATA = new Recipe(List.of(256, 256), 10, 128, 0.1);

    Recipe {
        layers = List.copyOf(layers);
    }

    static Recipe of(Dataset train) {
        return train.size() >= LARGE ? LARGE_DATA : SMALL_DATA;
    }
}
