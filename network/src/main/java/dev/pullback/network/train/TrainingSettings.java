package dev.pullback.network.train;

import dev.pullback.api.error.ConfigurationException;
import dev.pullback.network.loss.Loss;
import dev.pullback.network.loss.SoftmaxCrossEntropy;

/**
 * How to train. {@link #defaults()} suits the bundled digits; each {@code with…} gives a copy with one thing changed.
 *
 * @param loss what to descend on
 * @param optimizer how
 * @param epochs how often every sample is seen
 * @param batchSize samples per step; more than there are means all at once
 * @param seed decides the initial parameters and the order of the samples
 * @param firstEpoch number of the first epoch, to go on with a training: order and rate are those of that epoch
 * @param recordedSteps of how many first steps the losses are kept; reading them makes these steps wait for the device
 * @param accuracyEachEpoch whether the test accuracy is measured after every epoch, or only at the end
 */
public record TrainingSettings(
        Loss loss,
        Optimizer optimizer,
        int epochs,
        int batchSize,
        long seed,
        int firstEpoch,
        int recordedSteps,
        boolean accuracyEachEpoch) {

    public static final int DEFAULT_EPOCHS = 60;
    public static final int DEFAULT_BATCH_SIZE = 32;
    public static final double DEFAULT_RATE = 0.7;
    public static final int DEFAULT_RECORDED_STEPS = 10;

    /** @throws ConfigurationException for numbers that cannot work */
    public TrainingSettings {
        atLeast("epochs", epochs, 1);
        atLeast("batch size", batchSize, 1);
        atLeast("number of the first epoch", firstEpoch, 0);
        atLeast("number of recorded steps", recordedSteps, 0);
    }

    /** Softmax cross-entropy, plain gradient descent, seed 0, the accuracy measured after every epoch. */
    public static TrainingSettings defaults() {
        return new TrainingSettings(
                new SoftmaxCrossEntropy(),
                new GradientDescent(DEFAULT_RATE),
                DEFAULT_EPOCHS,
                DEFAULT_BATCH_SIZE,
                0,
                0,
                DEFAULT_RECORDED_STEPS,
                true);
    }

    public TrainingSettings withLoss(Loss other) {
        return new TrainingSettings(
                other, optimizer, epochs, batchSize, seed, firstEpoch, recordedSteps, accuracyEachEpoch);
    }

    public TrainingSettings withOptimizer(Optimizer other) {
        return new TrainingSettings(loss, other, epochs, batchSize, seed, firstEpoch, recordedSteps, accuracyEachEpoch);
    }

    public TrainingSettings withEpochs(int number) {
        return new TrainingSettings(
                loss, optimizer, number, batchSize, seed, firstEpoch, recordedSteps, accuracyEachEpoch);
    }

    public TrainingSettings withBatchSize(int samples) {
        return new TrainingSettings(
                loss, optimizer, epochs, samples, seed, firstEpoch, recordedSteps, accuracyEachEpoch);
    }

    public TrainingSettings withSeed(long other) {
        return new TrainingSettings(
                loss, optimizer, epochs, batchSize, other, firstEpoch, recordedSteps, accuracyEachEpoch);
    }

    public TrainingSettings withFirstEpoch(int number) {
        return new TrainingSettings(loss, optimizer, epochs, batchSize, seed, number, recordedSteps, accuracyEachEpoch);
    }

    public TrainingSettings withRecordedSteps(int number) {
        return new TrainingSettings(loss, optimizer, epochs, batchSize, seed, firstEpoch, number, accuracyEachEpoch);
    }

    public TrainingSettings withAccuracyEachEpoch(boolean measured) {
        return new TrainingSettings(loss, optimizer, epochs, batchSize, seed, firstEpoch, recordedSteps, measured);
    }

    private static void atLeast(String what, int value, int least) {
        if (value < least) {
            throw new ConfigurationException("The %s must be at least %d, not %,d".formatted(what, least, value));
        }
    }
}
