package dev.pullback.network.data;

import dev.pullback.api.error.ShapeException;

/**
 * The map {@code x ↦ (x − mean) / deviation}, feature by feature, with the mean and the (population) standard deviation
 * that each feature has over one data set. A feature that never changes is only moved to 0: it has nothing to scale by.
 */
public final class Standardization {

    private final double[] means;
    private final double[] deviations;

    private Standardization(double[] means, double[] deviations) {
        this.means = means;
        this.deviations = deviations;
    }

    /** Measures mean and deviation of every feature of a set, in float64 and in two passes. */
    public static Standardization of(Dataset data) {
        int features = data.features();
        float[] inputs = data.inputs();
        var means = new double[features];
        for (int i = 0; i < inputs.length; i++) {
            means[i % features] += inputs[i];
        }
        for (int feature = 0; feature < features; feature++) {
            means[feature] /= Math.max(1, data.size());
        }
        var deviations = new double[features];
        for (int i = 0; i < inputs.length; i++) {
            double distance = inputs[i] - means[i % features];
            deviations[i % features] += distance * distance;
        }
        for (int feature = 0; feature < features; feature++) {
            double deviation = Math.sqrt(deviations[feature] / Math.max(1, data.size()));
            deviations[feature] = deviation == 0 ? 1 : deviation;
        }
        return new Standardization(means, deviations);
    }

    /**
     * The set with every feature mapped.
     *
     * @throws ShapeException where it has another number of features
     */
    public Dataset apply(Dataset data) {
        if (data.features() != means.length) {
            throw new ShapeException("Cannot standardize %s with %,d features by the measures of %,d features"
                    .formatted(data.name(), data.features(), means.length));
        }
        float[] inputs = data.inputs();
        var mapped = new float[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            int feature = i % means.length;
            mapped[i] = (float) ((inputs[i] - means[feature]) / deviations[feature]);
        }
        return new Dataset(data.name(), data.features(), data.labelNames(), mapped, data.labels());
    }
}
