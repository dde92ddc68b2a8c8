package dev.pullback.cli;

import dev.pullback.network.train.GradientDescent;
import dev.pullback.network.train.TrainingSettings;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that say what is trained, on what and how. */
final class TrainingOptions {

    @Mixin
    private NetworkOptions network;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            converter = OptionValues.Count.class,
            description = "How often every sample is seen (default: " + TrainingSettings.DEFAULT_EPOCHS
                    + "; 10 for large sets).")
    private Integer epochs;

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
        Design design = network.open();
        double usedRate = Optional.ofNullable(rate)
                .orElseGet(() -> design.recipe().rate(design.activation(), design.loss(), design.batch()));
        TrainingSettings settings = TrainingSettings.defaults()
                .withLoss(design.loss())
                .withOptimizer(new GradientDescent(usedRate))
                .withEpochs(Optional.ofNullable(epochs).orElse(design.recipe().epochs()))
                .withBatchSize(design.batch())
                .withSeed(seed)
                .withRecordedSteps(Training.FIRST_STEPS);
        return new Training(
                design.data(),
                design.split(),
                design.network(),
                design.hidden(),
                design.activation(),
                usedRate,
                settings);
    }
}
