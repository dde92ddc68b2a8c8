package dev.pullback.cli;

import dev.pullback.network.data.DataSplit;
import dev.pullback.network.data.Datasets;
import dev.pullback.network.layer.Activation;
import dev.pullback.network.layer.Network;
import dev.pullback.network.loss.Loss;
import dev.pullback.network.train.TrainingSettings;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options that say which network is laid out, for which data and loss. */
final class NetworkOptions {

    @Option(
            names = "--data",
            paramLabel = "NAME|PATH",
            defaultValue = "digits",
            description = "digits (the default), fashion-mnist, a folder with four IDX files as of MNIST,"
                    + " or a CSV file with the label in its last column.")
    private String data;

    @Option(
            names = "--layers",
            paramLabel = "SIZES",
            converter = OptionValues.LayerSizes.class,
            description = "Units of the hidden layers, or none (default: 64,64; 256,256 for sets of " + Recipe.LARGE
                    + " samples and more).")
    private OptionValues.Sizes layers;

    @Option(
            names = "--activation",
            paramLabel = "NAME",
            defaultValue = "sigmoid",
            converter = OptionValues.Activations.class,
            description = "What hidden layers apply: sigmoid (the default), tanh, relu, identity, step or softmax.")
    private Activation activation;

    @Option(
            names = "--loss",
            paramLabel = "NAME",
            defaultValue = "cross-entropy",
            converter = OptionValues.Losses.class,
            description = "cross-entropy (the default: softmax cross-entropy), l2 (mean over the samples), l2-sum.")
    private Loss loss;

    @Option(
            names = "--batch",
            paramLabel = "N",
            converter = OptionValues.Count.class,
            description =
                    "Samples per step (default: " + TrainingSettings.DEFAULT_BATCH_SIZE + "; 128 for large sets).")
    private Integer batch;

    /** Opens the data and lays the network out for it. */
    Design open() {
        DataSplit split = Datasets.open(data);
        Recipe recipe = Recipe.of(split.train());
        List<Integer> hidden = layers == null ? recipe.layers() : layers.units();
        Network network = Network.dense(
                split.train().features(), hidden, activation, split.train().classes(), loss.outputActivation());
        int used = Math.min(
                Optional.ofNullable(batch).orElse(recipe.batch()), split.train().size());
        return new Design(data, split, recipe, network, hidden, activation, loss, used);
    }
}
