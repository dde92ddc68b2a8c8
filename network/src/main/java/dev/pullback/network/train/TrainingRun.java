package dev.pullback.network.train;

import dev.pullback.api.backend.Backend;
import dev.pullback.network.data.Batches;
import dev.pullback.network.data.Dataset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The loop over epochs and minibatches, with its clock and its listeners. */
final class TrainingRun {

    private final TrainingSettings settings;
    private final Trainer trainer;
    private final TrainingSession session;
    private final Evaluation evaluation;
    private final Batches batches;

    private final List<Double> stepLosses = new ArrayList<>();
    private final List<Double> epochLosses = new ArrayList<>();
    private final List<Double> accuracies = new ArrayList<>();
    private long trainingNanos;
    private int steps;

    TrainingRun(Trainer trainer, TrainingSession session, Evaluation evaluation, Batches batches) {
        this.settings = trainer.settings();
        this.trainer = trainer;
        this.session = session;
        this.evaluation = evaluation;
        this.batches = batches;
    }

    TrainingResult run(Backend backend, Dataset train, Dataset test) {
        Duration compileTime = compile(train.size());
        var start = new TrainingListener.Start(
                backend, trainer.network(), train, test, settings.epochs(), batches.perEpoch(), compileTime);
        trainer.listeners().forEach(listener -> listener.onStart(start));
        for (int i = 0; i < settings.epochs(); i++) {
            epoch(settings.firstEpoch() + i, train.size());
        }
        double accuracy = accuracies.isEmpty() ? accuracy() : accuracies.getLast();
        var result = new TrainingResult(
                session.parameters(),
                stepLosses,
                epochLosses,
                accuracies,
                accuracy,
                (long) settings.epochs() * train.size(),
                Duration.ofNanos(trainingNanos),
                compileTime);
        trainer.listeners().forEach(listener -> listener.onEnd(result));
        return result;
    }

    /** The step for full minibatches, and the one for what is left over. */
    private Duration compile(int samples) {
        long begin = System.nanoTime();
        session.prepare(batches.batchSize());
        int rest = samples % batches.batchSize();
        if (rest != 0) {
            session.prepare(rest);
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private void epoch(int number, int samples) {
        long begin = System.nanoTime();
        session.setRate(settings.optimizer().rate(number));
        for (int[] indices : batches.epoch(number)) {
            session.step(indices);
            if (steps < settings.recordedSteps()) {
                stepLosses.add(session.lastLoss());
            }
            var step = new TrainingListener.Step(number, steps, indices.length, session::lastLoss);
            trainer.listeners().forEach(listener -> listener.onStep(step));
            steps++;
        }
        double loss = session.takeEpochLoss();
        long nanos = System.nanoTime() - begin;
        trainingNanos += nanos;
        epochLosses.add(loss);
        double accuracy = Double.NaN;
        if (settings.accuracyEachEpoch()) {
            accuracy = accuracy();
            accuracies.add(accuracy);
        }
        var epoch =
                new TrainingListener.Epoch(number, loss, accuracy, Duration.ofNanos(nanos), samples / (nanos * 1e-9));
        trainer.listeners().forEach(listener -> listener.onEpoch(epoch));
    }

    private double accuracy() {
        return evaluation.accuracy(session.parameterBuffers());
    }
}
