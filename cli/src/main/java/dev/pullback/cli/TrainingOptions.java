package dev.pullback.cli;

import dev.pullback.network.data.DataSplit;
import dev.pullback.network.data.Datasets;
import dev.pullback.network.layer.Activation;
import dev.pullback.network.layer.Network;
import dev.pullback.network.loss.Loss;
import dev.pullback.network.train.GradientDescent;
import dev.pullback.network.train.TrainingSettings;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options that say what is trained, on what and how. */
final class TrainingOptions {

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
            names = "--epochs",
            paramLabel = "N",
            converter = OptionValues.Count.class,
            description = "How often every sample is seen (default: " + TrainingSettings.DEFAULT_EPOCHS
                    + "; 10 for large sets).")
    private Integer epochs;

    @Option(
            names = "--batch",
            paramLabel = "N",
            converter = OptionValues.Count.class,
            description =
                    "Samples per step (default: " + TrainingSettings.DEFAULT_BATCH_SIZE + "; 128 for large sets).")
    private Integer batch;

    @Option(
            names = "--rate",
            paramLabel = "X",
            converter = OptionValues.Rate.class,
            description = "Learning rate of plain gradient descent (default: " + TrainingSettings.DEFAULT_RATE
                    + " for sigmoid layers, 0.2 for others;"
                    + " 0.5 and 0.1 for large sets; l2-sum divides it by the batch).")
    private Double rate;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "0",
            description = "Decides the initial parameters and the order of the samples (default: 0).")
    private long seed;

    /** Opens the data and lays the network out for it. */
    Training open() {
        DataSplit split = Datasets.open(data);
        Recipe recipe = Recipe.of(split.train());
        List<Integer> hidden = layers == null ? recipe.layers() : layers.units();
        Network network = Network.dense(
                split.train().features(), hidden, activation, split.train().classes(), loss.outputActivation());
        int samples = split.train().size();
        int usedBatch = Math.min(Optional.ofNullable(batch).orElse(recipe.batch()), samples);
        double usedRate = Optional.ofNullable(rate).orElseGet(() -> recipe.rate(activation, loss, usedBatch));
        TrainingSettings settings = TrainingSettings.defaults()
                .withLoss(loss)
                .withOptimizer(new GradientDescent(usedRate))
                .withEpochs(Optional.ofNullable(epochs).orElse(recipe.epochs()))
                .withBatchSize(usedBatch)
                .withSeed(seed)
                .withRecordedSteps(Training.FIRST_STEPS);
        return new Training(data, split, network, hidden, activation, usedRate, settings);
    }
}
