package dev.pullback.network.data;

import dev.pullback.api.error.ConfigurationException;
import java.util.BitSet;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Chooses which samples are kept for testing, so that every class is represented by its share. */
final class StratifiedSplit {

    private StratifiedSplit() {}

    static DataSplit of(Dataset data, int testSamples, long seed) {
        if (testSamples < 1 || testSamples >= data.size()) {
            throw new ConfigurationException(
                    "Cannot keep %,d of the %,d samples of %s for testing: both parts need at least one sample"
                            .formatted(testSamples, data.size(), data.name()));
        }
        var test = new BitSet(data.size());
        int[] open = quotas(data, testSamples);
        for (int sample : SeededOrder.of(data.size(), SeededOrder.key(seed, 0))) {
            if (open[data.labels()[sample]]-- > 0) {
                test.set(sample);
            }
        }
        int[] testing = test.stream().toArray();
        test.flip(0, data.size());
        int[] training = test.stream().toArray();
        return new DataSplit(
                data.subset(data.name() + " (training)", training), data.subset(data.name() + " (test)", testing));
    }

    /**
     * How many test samples each class gives: its share rounded down, and one more for the classes with the largest
     * remainders (the lower class where two are equal) until the total is met.
     */
    private static int[] quotas(Dataset data, int testSamples) {
        var counts = new long[data.classes()];
        for (int label : data.labels()) {
            counts[label]++;
        }
        var quotas = new int[data.classes()];
        int missing = testSamples;
        for (int label = 0; label < quotas.length; label++) {
            quotas[label] = (int) (counts[label] * testSamples / data.size());
            missing -= quotas[label];
        }
        IntStream.range(0, quotas.length)
                .boxed()
                .sorted(Comparator.comparingLong((Integer label) -> -(counts[label] * testSamples % data.size())))
                .limit(missing)
                .forEach(label -> quotas[label]++);
        return quotas;
    }
}
