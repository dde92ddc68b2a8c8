package dev.pullback.network.data;

import dev.pullback.api.error.ConfigurationException;
import dev.pullback.api.error.DataFormatException;
import dev.pullback.api.error.ShapeException;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Labelled samples: one row of {@code float32} features and one class per sample.
 *
 * <p>The arrays are held, not copied, and {@link #inputs()} and {@link #labels()} hand out the same arrays again, since
 * a copy of a large set would double its memory. Treat them as read-only; the methods that change values return a new
 * set.
 */
public final class Dataset {

    private final String name;
    private final int features;
    private final List<String> labelNames;
    private final float[] inputs;
    private final int[] labels;

    /**
     * A set whose classes are called {@code "0"}, {@code "1"}, ….
     *
     * @param name what messages and reports call this set
     * @param features values per sample, at least 1
     * @param classes number of classes, at least 1
     * @param inputs row-major {@code [samples, features]}, every value finite
     * @param labels the class of each sample, each in {@code [0, classes)}
     * @throws ShapeException where the lengths do not fit each other
     * @throws DataFormatException for a value that is not finite or a label outside the classes
     */
    public Dataset(String name, int features, int classes, float[] inputs, int[] labels) {
        this(name, features, numbered(classes), inputs, labels);
    }

    /** A set with as many classes as {@code labelNames} has entries; otherwise as the other constructor. */
    public Dataset(String name, int features, List<String> labelNames, float[] inputs, int[] labels) {
        this.name = Objects.requireNonNull(name, "name");
        this.features = features;
        this.labelNames = List.copyOf(labelNames);
        this.inputs = inputs;
        this.labels = labels;
        checkShape();
        checkValues();
    }

    public String name() {
        return name;
    }

    /** Values per sample. */
    public int features() {
        return features;
    }

    public int classes() {
        return labelNames.size();
    }

    /** What the classes stand for; the entry at {@code i} names class {@code i}. */
    public List<String> labelNames() {
        return labelNames;
    }

    /** Number of samples. */
    public int size() {
        return labels.length;
    }

    /** The features of all samples, row-major {@code [size, features]}: this set's own array, not to be written to. */
    public float[] inputs() {
        return inputs;
    }

    /** The class of every sample: this set's own array, not to be written to. */
    public int[] labels() {
        return labels;
    }

    /**
     * Copies the features of some samples behind each other into {@code target}: row {@code i} of the target becomes
     * sample {@code samples[i]}. Rows of the target beyond them stay as they are.
     */
    public void copyInputs(int[] samples, float[] target) {
        for (int row = 0; row < samples.length; row++) {
            System.arraycopy(inputs, samples[row] * features, target, row * features, features);
        }
    }

    /** Copies the classes of some samples into {@code target}, in their order. */
    public void copyLabels(int[] samples, int[] target) {
        for (int row = 0; row < samples.length; row++) {
            target[row] = labels[samples[row]];
        }
    }

    /** The given samples, in that order, as a set of their own with the same classes. */
    public Dataset subset(String newName, int[] samples) {
        var chosenInputs = new float[Math.multiplyExact(samples.length, features)];
        var chosenLabels = new int[samples.length];
        copyInputs(samples, chosenInputs);
        copyLabels(samples, chosenLabels);
        return new Dataset(newName, features, labelNames, chosenInputs, chosenLabels);
    }

    /** This set with every feature multiplied by {@code factor}. */
    public Dataset scale(float factor) {
        var scaled = new float[inputs.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = inputs[i] * factor;
        }
        return new Dataset(name, features, labelNames, scaled, labels);
    }

    /** This set with each feature at mean 0 and standard deviation 1; see {@link Standardization}. */
    public Dataset standardize() {
        return Standardization.of(this).apply(this);
    }

    /**
     * Splits into a part to train on and a part to test on, with the classes in the same proportion in both.
     *
     * <p>The test part has {@code round(size · testFraction)} samples; each class gives its share of them, rounded so
     * that the total is met. Which samples they are is decided by the seed alone: the same seed gives the same split on
     * every machine. Within each part the samples keep their order.
     *
     * @param testFraction between 0 and 1, such that neither part is empty
     * @throws ConfigurationException for a fraction that leaves a part empty
     */
    public DataSplit split(double testFraction, long seed) {
        if (!(testFraction > 0 && testFraction < 1)) {
            throw new ConfigurationException(
                    "Cannot keep a fraction of %s of %s for testing: choose one between 0 and 1, such as 0.2"
                            .formatted(testFraction, name));
        }
        return StratifiedSplit.of(this, (int) Math.round(size() * testFraction), seed);
    }

    @Override
    public String toString() {
        return "%s: %,d samples, %,d features, %,d classes".formatted(name, size(), features, classes());
    }

    /** The names {@code "0"} … {@code "classes - 1"}. */
    static List<String> numbered(int classes) {
        return IntStream.range(0, classes).mapToObj(Integer::toString).toList();
    }

    private void checkShape() {
        if (features < 1 || labelNames.isEmpty()) {
            throw new ShapeException(
                    "Data set %s: needs at least one feature and one class, got %,d features and %,d classes"
                            .formatted(name, features, labelNames.size()));
        }
        if ((long) labels.length * features != inputs.length) {
            throw new ShapeException("Data set %s: %,d labels with %,d features each need %,d input values, got %,d"
                    .formatted(name, labels.length, features, (long) labels.length * features, inputs.length));
        }
    }

    private void checkValues() {
        for (int sample = 0; sample < labels.length; sample++) {
            if (labels[sample] < 0 || labels[sample] >= labelNames.size()) {
                throw new DataFormatException(
                        "Data set %s: sample %,d has label %,d; with %,d classes a label lies in 0..%,d"
                                .formatted(name, sample, labels[sample], labelNames.size(), labelNames.size() - 1));
            }
        }
        for (int i = 0; i < inputs.length; i++) {
            if (!Float.isFinite(inputs[i])) {
                throw new DataFormatException("Data set %s: sample %,d, feature %,d is %s; every value must be finite"
                        .formatted(name, i / features, i % features, inputs[i]));
            }
        }
    }
}
