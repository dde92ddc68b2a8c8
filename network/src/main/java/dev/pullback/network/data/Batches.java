package dev.pullback.network.data;

import dev.pullback.api.error.ConfigurationException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The order in which a training sees its samples: each epoch all of them once, in a new random order, cut into
 * minibatches. What is left over at the end of an epoch is a smaller batch of its own.
 *
 * <p>The order depends on the number of samples, the seed and the epoch, and on nothing else; a training that is resumed
 * at epoch 7 goes on as if it had never stopped. It is made as follows, modulo 2⁶⁴, so that any other program can make
 * the same one:
 *
 * <pre>{@code
 * mix(z):   z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9
 *           z = (z ^ z >>> 27) * 0x94D049BB133111EB
 *           return z ^ z >>> 31                                       (SplitMix64)
 * key     = mix(mix(seed) + epoch)
 * order   = 0, 1, ..., n-1
 * for k = n-1 down to 1:                                               (Fisher-Yates)
 *     word = mix(key + (n - k) * 0x9E3779B97F4A7C15)
 *     swap order[k] and order[floor(word * (k + 1) / 2^64)]            (word unsigned, product not truncated)
 * }</pre>
 */
public final class Batches {

    private final int samples;
    private final int batchSize;
    private final long seed;

    /**
     * @param samples number of samples, at least 1
     * @param batchSize samples per batch, at least 1; more than there are samples means one batch of all
     * @throws ConfigurationException for a number below 1
     */
    public Batches(int samples, int batchSize, long seed) {
        if (samples < 1 || batchSize < 1) {
            throw new ConfigurationException("Cannot make batches of %,d out of %,d samples: both must be at least 1"
                    .formatted(batchSize, samples));
        }
        this.samples = samples;
        this.batchSize = Math.min(batchSize, samples);
        this.seed = seed;
    }

    /** Batches in each epoch, the smaller last one included. */
    public int perEpoch() {
        return Math.ceilDiv(samples, batchSize);
    }

    /** Samples in every batch of an epoch but its last, which has between 1 and this many. */
    public int batchSize() {
        return batchSize;
    }

    /** All samples in the order of that epoch, counted from 0. */
    public int[] order(int epoch) {
        return SeededOrder.of(samples, SeededOrder.key(seed, epoch));
    }

    /** The batches of that epoch, counted from 0, each the indices of its samples. */
    public Iterable<int[]> epoch(int epoch) {
        int[] order = order(epoch);
        return () -> new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < order.length;
            }

            @Override
            public int[] next() {
                if (!hasNext()) {
                    throw new NoSuchElementException("epoch %,d has %,d batches".formatted(epoch, perEpoch()));
                }
                int from = next;
                next = Math.min(from + batchSize, order.length);
                return Arrays.copyOfRange(order, from, next);
            }
        };
    }
}
