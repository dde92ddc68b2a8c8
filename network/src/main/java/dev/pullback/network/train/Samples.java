package dev.pullback.network.train;

import dev.pullback.api.error.ShapeException;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.type.Shape;
import dev.pullback.network.data.Dataset;
import dev.pullback.network.layer.Network;

/** How the rows of a data set become the samples of a network. */
final class Samples {

    private Samples() {}

    /** Rows {@code [batch, features]} in the shape that the network takes. */
    static Tensor shaped(Tensor rows, Shape sample) {
        if (sample.rank() == 1) {
            return rows;
        }
        int[] lengths = new int[sample.rank() + 1];
        lengths[0] = rows.shape().length(0);
        System.arraycopy(sample.lengths(), 0, lengths, 1, sample.rank());
        return rows.reshape(lengths);
    }

    /** @throws ShapeException if the network does not take the set's features or has not an output for each class */
    static void check(Network network, Dataset data) {
        if (data.size() < 1) {
            throw new ShapeException("Data set %s has no samples".formatted(data.name()));
        }
        if (network.inputShape().size() != data.features()) {
            throw new ShapeException("The network (%s) takes %,d values per sample, data set %s has %,d"
                    .formatted(network, network.inputShape().size(), data.name(), data.features()));
        }
        if (network.outputShape().rank() != 1 || network.outputShape().length(0) != data.classes()) {
            throw new ShapeException(
                    "The network (%s) has outputs of shape %s, data set %s has %,d classes, so it needs [%d]"
                            .formatted(network, network.outputShape(), data.name(), data.classes(), data.classes()));
        }
    }
}
