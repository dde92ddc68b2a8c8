package dev.pullback.network.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.error.ConfigurationException;
import dev.pullback.api.error.DataFormatException;
import dev.pullback.api.error.ShapeException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DatasetTest {

    private final Dataset three =
            new Dataset("three", 2, List.of("cat", "dog"), new float[] {1, 2, 3, 4, 5, 6}, new int[] {0, 1, 0});

    @Test
    void itHoldsTheArraysItWasGiven() {
        var inputs = new float[] {1, 2};
        var labels = new int[] {1};
        var data = new Dataset("d", 2, 2, inputs, labels);
        assertSame(inputs, data.inputs());
        assertSame(labels, data.labels());
        assertEquals(1, data.size());
        assertEquals(List.of("0", "1"), data.labelNames());
    }

    @Test
    void samplesAreCopiedInTheOrderAskedFor() {
        var inputs = new float[6];
        var labels = new int[3];
        three.copyInputs(new int[] {2, 0}, inputs);
        three.copyLabels(new int[] {1, 2}, labels);
        assertArrayEquals(new float[] {5, 6, 1, 2, 0, 0}, inputs);
        assertArrayEquals(new int[] {1, 0, 0}, labels);
    }

    @Test
    void aSubsetKeepsTheClassesEvenWhereNoSampleIsLeftOfOne() {
        Dataset cats = three.subset("cats", new int[] {2, 0});
        assertArrayEquals(new float[] {5, 6, 1, 2}, cats.inputs());
        assertArrayEquals(new int[] {0, 0}, cats.labels());
        assertEquals(2, cats.classes());
        assertEquals("cats", cats.name());
    }

    @Test
    void scalingLeavesTheOriginalAlone() {
        assertArrayEquals(
                new float[] {0.5f, 1, 1.5f, 2, 2.5f, 3}, three.scale(0.5f).inputs());
        assertEquals(6, three.inputs()[5]);
    }

    @Test
    void standardizingGivesMeanZeroAndDeviationOneAndMovesAConstantToZero() {
        var data = new Dataset("d", 2, 1, new float[] {1, 7, 2, 7, 3, 7, 6, 7}, new int[4]).standardize();
        double mean = 0;
        double square = 0;
        for (int sample = 0; sample < 4; sample++) {
            mean += data.inputs()[2 * sample] / 4;
            square += Math.pow(data.inputs()[2 * sample], 2) / 4;
            assertEquals(0f, data.inputs()[2 * sample + 1]);
        }
        assertEquals(0, mean, 1e-7);
        assertEquals(1, square, 1e-6);
    }

    @Test
    void testDataIsStandardizedByTheMeasuresOfTheTrainingData() {
        var train = new Dataset("a", 1, 1, new float[] {0, 2}, new int[2]);
        var test = new Dataset("b", 1, 1, new float[] {5}, new int[1]);
        assertArrayEquals(
                new float[] {4}, new DataSplit(train, test).standardize().test().inputs());
    }

    @Test
    void aSplitIsDisjointCompleteAndProportional() {
        // 60 of class 0, 30 of class 1, 10 of class 2; the only feature is the number of the sample.
        var inputs = new float[100];
        var labels = new int[100];
        for (int i = 0; i < 100; i++) {
            inputs[i] = i;
            labels[i] = i % 10 < 6 ? 0 : i % 10 < 9 ? 1 : 2;
        }
        DataSplit split = new Dataset("d", 1, 3, inputs, labels).split(0.2, 3);
        assertEquals(80, split.train().size());
        assertEquals(20, split.test().size());
        assertEquals(
                12,
                Arrays.stream(split.test().labels()).filter(label -> label == 0).count());
        assertEquals(
                6,
                Arrays.stream(split.test().labels()).filter(label -> label == 1).count());
        assertEquals(
                2,
                Arrays.stream(split.test().labels()).filter(label -> label == 2).count());
        var all = new HashSet<Float>();
        for (Dataset part : List.of(split.train(), split.test())) {
            for (int i = 0; i < part.size(); i++) {
                assertTrue(all.add(part.inputs()[i]), "sample twice");
                assertEquals(labels[(int) part.inputs()[i]], part.labels()[i], "label of another sample");
            }
        }
        assertEquals(100, all.size());
    }

    @Test
    void aSplitIsDecidedByItsSeed() {
        var data = new Dataset("d", 1, 1, counting(200), new int[200]);
        assertArrayEquals(
                data.split(0.3, 5).test().inputs(), data.split(0.3, 5).test().inputs());
        assertFalse(Arrays.equals(
                data.split(0.3, 5).test().inputs(), data.split(0.3, 6).test().inputs()));
    }

    @Test
    void roundedSharesOfTheClassesAddUpToTheWantedTotal() {
        // Seven classes of 3 and a fifth of 21: 4 test samples, the share of each class is 0.57.
        var labels = IntStream.range(0, 21).map(i -> i / 3).toArray();
        DataSplit split = new Dataset("d", 1, 7, counting(21), labels).split(0.2, 1);
        assertEquals(4, split.test().size());
        assertEquals(4, Arrays.stream(split.test().labels()).distinct().count());
    }

    @Test
    void aSplitThatLeavesAPartEmptyIsRefused() {
        var data = new Dataset("d", 1, 1, counting(3), new int[3]);
        for (double fraction : new double[] {0, 1, -0.5, 0.1, 0.9, Double.NaN}) {
            assertThrows(ConfigurationException.class, () -> data.split(fraction, 1), "fraction " + fraction);
        }
    }

    @Test
    void lengthsThatDoNotFitAreRefused() {
        String message = assertThrows(ShapeException.class, () -> new Dataset("d", 3, 2, new float[5], new int[2]))
                .getMessage();
        assertEquals("Data set d: 2 labels with 3 features each need 6 input values, got 5", message);
        assertThrows(ShapeException.class, () -> new Dataset("d", 0, 2, new float[0], new int[2]));
        assertThrows(ShapeException.class, () -> new Dataset("d", 1, 0, new float[2], new int[2]));
    }

    @Test
    void labelsOutsideTheClassesAreRefused() {
        String message = assertThrows(
                        DataFormatException.class, () -> new Dataset("d", 1, 2, new float[2], new int[] {1, 2}))
                .getMessage();
        assertEquals("Data set d: sample 1 has label 2; with 2 classes a label lies in 0..1", message);
        assertThrows(DataFormatException.class, () -> new Dataset("d", 1, 2, new float[1], new int[] {-1}));
    }

    @Test
    void valuesThatAreNotFiniteAreRefused() {
        for (float value : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            String message = assertThrows(
                            DataFormatException.class,
                            () -> new Dataset("d", 2, 1, new float[] {0, 0, 0, value}, new int[2]))
                    .getMessage();
            assertTrue(message.contains("sample 1, feature 1"), message);
        }
    }

    @Test
    void trainingAndTestDataMustFitEachOther() {
        var one = new Dataset("a", 1, 1, new float[1], new int[1]);
        assertThrows(ShapeException.class, () -> new DataSplit(one, three));
        assertThrows(ShapeException.class, () -> Standardization.of(three).apply(one));
    }

    private static float[] counting(int size) {
        var values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = i;
        }
        return values;
    }
}
