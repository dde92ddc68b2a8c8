package dev.pullback.cli;

import dev.pullback.network.checkpoint.Checkpoint;
import dev.pullback.network.data.DataSplit;
import dev.pullback.network.data.Dataset;
import dev.pullback.network.layer.Activation;
import dev.pullback.network.layer.Network;
import dev.pullback.network.train.Trainer;
import dev.pullback.network.train.TrainingListener;
import dev.pullback.network.train.TrainingSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A training that is ready to run on any backend, any number of times, always from the same seed.
 *
 * @param data what the data is called
 * @param split the data
 * @param network what is trained
 * @param hidden units of the network's hidden layers
 * @param activation what these apply
 * @param rate the learning rate that the settings hold
 * @param settings how
 */
record Training(
        String data,
        DataSplit split,
        Network network,
        List<Integer> hidden,
        Activation activation,
        double rate,
        TrainingSettings settings) {

    /** Of how many first steps the losses are told one by one, and compared. */
    static final int FIRST_STEPS = 5;

    Training {
        hidden = List.copyOf(hidden);
    }

    Run on(OpenBackend opened, List<TrainingListener> listeners) {
        long begin = System.nanoTime();
        var result = new Trainer(network, settings, listeners).fit(opened.backend(), split.train(), split.test());
        double seconds = (System.nanoTime() - begin) * 1e-9;
        return new Run(
                opened.label(),
                opened.backend().id(),
                opened.device(),
                opened.binding(),
                opened.why(),
                result,
                opened.backend().profile(),
                seconds);
    }

    /** Writes what came out of a run, with notes on where it comes from. */
    void save(Run run, SaveTarget target) {
        Map<String, String> notes = Map.of(
                Checkpoint.DATASET, data, Checkpoint.LOSS, settings.loss().name());
        new Checkpoint(network, run.result().parameters(), notes).save(target.file());
    }

    /** Minibatches of an epoch, the smaller last one included. */
    int stepsPerEpoch() {
        return Math.ceilDiv(split.train().size(), settings.batchSize());
    }

    /** What is trained, for people. */
    List<String> describe() {
        Dataset train = split.train();
        long numbers = network.parameters().stream()
                .mapToLong(spec -> spec.shape().size())
                .sum();
        return List.of(
                line(
                        "data      %s: %,d samples to train on, %,d to test on, %,d features, %,d classes",
                        data, train.size(), split.test().size(), train.features(), train.classes()),
                line("network   %s (%,d numbers)", network, numbers),
                line(
                        "training  %,d epochs of %,d steps, batch %,d, rate %s, loss %s, seed %d",
                        settings.epochs(),
                        stepsPerEpoch(),
                        settings.batchSize(),
                        rate,
                        settings.loss().name(),
                        settings.seed()));
    }

    /** The same for programs. */
    Map<String, Object> content() {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("data", data);
        content.put("train_samples", split.train().size());
        content.put("test_samples", split.test().size());
        content.put("network", network.toString());
        content.put("layers", hidden);
        content.put("activation", activation.label());
        content.put("loss", settings.loss().name());
        content.put("epochs", settings.epochs());
        content.put("batch", settings.batchSize());
        content.put("rate", rate);
        content.put("seed", settings.seed());
        return content;
    }

    private static String line(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
