package dev.pullback.cli;

import dev.pullback.network.data.DataSplit;
import dev.pullback.network.layer.Activation;
import dev.pullback.network.layer.Network;
import dev.pullback.network.loss.Loss;
import java.util.List;

/**
 * A network laid out for data and a loss.
 *
 * @param data what the data is called
 * @param split the data
 * @param recipe what suits data of this size where the command line is silent
 * @param network the network
 * @param hidden units of its hidden layers
 * @param activation what these apply
 * @param loss what is minimized
 * @param batch samples per step
 */
record Design(
        String data,
        DataSplit split,
        Recipe recipe,
        Network network,
        List<Integer> hidden,
        Activation activation,
        Loss loss,
        int batch) {

    Design {
        hidden = List.copyOf(hidden);
    }
}
