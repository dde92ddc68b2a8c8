package dev.pullback.network.train;

import dev.pullback.network.layer.Parameters;
import java.time.Duration;
import java.util.List;

/**
 * What came out of a training.
 *
 * @param parameters the trained parameters, on the host
 * @param stepLosses the losses of the first steps' minibatches, each before its update; how many is set in the trainer
 * @param epochLosses for every epoch the mean of its minibatches' losses, weighted by their sizes
 * @param epochAccuracies the test accuracy after every epoch; empty if it was measured only at the end
 * @param accuracy share of the test samples classified right by the trained network, 0 to 1
 * @param trainedSamples how many samples were trained on: epochs times samples
 * @param trainingTime the time of all epochs from their first step until the device has finished the last: index vectors,
 *     steps and listeners, but neither compiling nor uploading the data nor measuring the accuracy
 * @param compileTime tracing, differentiating and compiling the training steps
 */
public record TrainingResult(
        Parameters parameters,
        List<Double> stepLosses,
        List<Double> epochLosses,
        List<Double> epochAccuracies,
        double accuracy,
        long trainedSamples,
        Duration trainingTime,
        Duration compileTime) {

    public TrainingResult {
        stepLosses = List.copyOf(stepLosses);
        epochLosses = List.copyOf(epochLosses);
        epochAccuracies = List.copyOf(epochAccuracies);
    }

    /** Training samples per second of {@link #trainingTime}. */
    public double samplesPerSecond() {
        return trainedSamples / (trainingTime.toNanos() * 1e-9);
    }
}
