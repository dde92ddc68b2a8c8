package dev.pullback.network.train;

import dev.pullback.api.backend.Backend;
import dev.pullback.network.data.Dataset;
import dev.pullback.network.layer.Network;
import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * Hears what a training does, in its own thread: {@link #onStart}, then for every epoch its steps and {@link #onEpoch}, then
 * {@link #onEnd}. An exception from a listener ends the training and comes out of {@link Trainer#fit}; the device memory is
 * given back. Time that listeners take between the steps counts as time of training.
 */
public interface TrainingListener {

    /**
     * A training that is about to begin; everything is compiled.
     *
     * @param epochs how many will run
     * @param stepsPerEpoch minibatches in each, the smaller last one included
     * @param compileTime how long tracing, differentiating and compiling took
     */
    record Start(
            Backend backend,
            Network network,
            Dataset train,
            Dataset test,
            int epochs,
            int stepsPerEpoch,
            Duration compileTime) {}

    /**
     * A step that was given to the device, which may still be at it.
     *
     * @param epoch counted from 0
     * @param step counted from 0 since the start of the training
     * @param samples size of the minibatch
     * @param loss waits for the device and reads the minibatch's loss before the update; works only during the call, and
     *     costs speed if asked for at every step
     */
    record Step(int epoch, int step, int samples, DoubleSupplier loss) {}

    /**
     * An epoch that is done.
     *
     * @param epoch counted from 0
     * @param loss the mean of its minibatches' losses, weighted by their sizes; each taken before its update
     * @param accuracy share of the test samples classified right after it, or NaN if this training does not measure it
     *     after every epoch
     * @param time how long its steps took, without measuring the accuracy
     * @param samplesPerSecond training samples over that time
     */
    record Epoch(int epoch, double loss, double accuracy, Duration time, double samplesPerSecond) {}

    /** Before the first step. */
    default void onStart(Start start) {}

    /** After every step. */
    default void onStep(Step step) {}

    /** After every epoch. */
    default void onEpoch(Epoch epoch) {}

    /** After the last epoch. */
    default void onEnd(TrainingResult result) {}
}
