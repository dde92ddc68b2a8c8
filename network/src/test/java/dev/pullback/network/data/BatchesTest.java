package dev.pullback.network.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.error.ConfigurationException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchesTest {

    /** Made by a program in another language from the formula in the documentation of {@link Batches}. */
    @Test
    void theOrderIsTheDocumentedOne() {
        assertArrayEquals(new int[] {0, 3, 5, 7, 9, 8, 2, 1, 4, 6}, new Batches(10, 4, 42).order(0));
        assertArrayEquals(new int[] {6, 5, 1, 4, 7, 3, 2, 9, 8, 0}, new Batches(10, 4, 42).order(1));
        assertArrayEquals(new int[] {6, 5, 7, 4, 9, 8, 2, 1, 3, 0}, new Batches(10, 4, -1).order(0));
    }

    @Test
    void everyEpochHasEachSampleExactlyOnce() {
        var batches = new Batches(1003, 32, 7);
        for (int epoch = 0; epoch < 5; epoch++) {
            var seen = new ArrayList<Integer>();
            for (int[] batch : batches.epoch(epoch)) {
                Arrays.stream(batch).forEach(seen::add);
            }
            assertEquals(1003, seen.size());
            assertEquals(
                    IntStream.range(0, 1003).boxed().toList(),
                    seen.stream().sorted().toList());
        }
    }

    @Test
    void theRemainderIsASmallerLastBatch() {
        var batches = new Batches(10, 4, 1);
        var sizes = new ArrayList<Integer>();
        batches.epoch(0).forEach(batch -> sizes.add(batch.length));
        assertEquals(java.util.List.of(4, 4, 2), sizes);
        assertEquals(3, batches.perEpoch());
    }

    @Test
    void aBatchLargerThanTheSetIsTheWholeSet() {
        var batches = new Batches(3, 100, 1);
        assertEquals(1, batches.perEpoch());
        assertEquals(3, batches.batchSize());
        assertEquals(3, batches.epoch(0).iterator().next().length);
    }

    @Test
    void theSameSeedAndEpochGiveTheSameBatchesWhateverCameBefore() {
        var first = new Batches(500, 64, 99);
        first.order(0);
        first.order(1);
        assertArrayEquals(first.order(7), new Batches(500, 64, 99).order(7));
    }

    @Test
    void epochsAndSeedsDiffer() {
        var batches = new Batches(500, 64, 99);
        assertFalse(Arrays.equals(batches.order(0), batches.order(1)));
        assertFalse(Arrays.equals(batches.order(0), new Batches(500, 64, 100).order(0)));
        // Seed + 1 must not be this seed one epoch later.
        assertFalse(Arrays.equals(batches.order(1), new Batches(500, 64, 100).order(0)));
    }

    /** With 20,000 shuffles of 4, each of the 24 orders is expected 833 times, standard deviation 28. */
    @Test
    void allOrdersAreAboutEquallyFrequent() {
        var counts = new java.util.HashMap<String, Integer>();
        var batches = new Batches(4, 1, 5);
        for (int epoch = 0; epoch < 20_000; epoch++) {
            counts.merge(Arrays.toString(batches.order(epoch)), 1, Integer::sum);
        }
        assertEquals(24, counts.size());
        assertTrue(counts.values().stream().allMatch(count -> Math.abs(count - 833) < 5 * 28), counts::toString);
    }

    @Test
    void sizesBelowOneAreRefused() {
        assertThrows(ConfigurationException.class, () -> new Batches(0, 4, 1));
        String message = assertThrows(ConfigurationException.class, () -> new Batches(10, 0, 1))
                .getMessage();
        assertEquals("Cannot make batches of 0 out of 10 samples: both must be at least 1", message);
    }
}
