package dev.pullback.network.data;

import dev.pullback.api.error.ShapeException;

/** What is trained on, and what the result is tested on. Both have the same features and the same classes. */
public record DataSplit(Dataset train, Dataset test) {

    /** @throws ShapeException where features or classes of the two differ */
    public DataSplit {
        if (train.features() != test.features() || !train.labelNames().equals(test.labelNames())) {
            throw new ShapeException(
                    "Training and test data do not fit each other: %s has %,d features and classes %s, %s has %,d features and classes %s"
                            .formatted(
                                    train.name(),
                                    train.features(),
                                    train.labelNames(),
                                    test.name(),
                                    test.features(),
                                    test.labelNames()));
        }
    }

    /**
     * Both parts with each feature moved and scaled so that it has mean 0 and standard deviation 1 over the training
     * part. The test part is measured with the training part's numbers, as future data would be.
     */
    public DataSplit standardize() {
        Standardization standardization = Standardization.of(train);
        return new DataSplit(standardization.apply(train), standardization.apply(test));
    }
}
