package dev.pullback.cpu.vector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReductionTest {
    private static final double UNIT = 0x1p-24;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 16, 17, 31, 33, 100, 511, 1000, 1024, 2048})
    void sumsRowsWithinTheLimitOfATree(int n) {
        Random random = new Random(n);
        float[] x = new float[Blocks.SIZE + 8];
        double[] x64 = new double[Blocks.SIZE + 8];
        for (int from = 0; from < 8; from += 5) {
            double exact = 0;
            for (int i = 0; i < n; i++) {
                x[from + i] = 1 + random.nextFloat(); // all of one sign, where a running sum errs most
                x64[from + i] = x[from + i];
                exact += x[from + i];
            }
            double limit = (2 + Math.log(n) / Math.log(2)) * UNIT * exact;
            assertEquals(exact, FloatReduction.sum(x, from, n), limit);
            assertEquals(exact, DoubleReduction.sum(x64, from, n), limit * 0x1p-29 + 1e-13 * exact);
        }
    }

    @Test
    void sumsInAnOrderThatDoesNotDependOnTheMachine() {
        float[] x = new float[Blocks.SIZE];
        Random random = new Random(2);
        for (int n = 1; n <= Blocks.SIZE; n += 37) {
            for (int i = 0; i < n; i++) {
                x[i] = (float) random.nextGaussian();
            }
            float expected = foldedByHand(x.clone(), n);
            assertEquals(expected, FloatReduction.sum(x, 0, n), "n = " + n);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 10, 15, 16, 17, 31, 32, 33, 100})
    void reducesManyRowsToTheBitsOfEach(int n) {
        int rows = 7;
        Random random = new Random(n);
        float[] x = new float[rows * n + 1];
        double[] x64 = new double[rows * n + 1];
        int[] ints = new int[rows * n + 1];
        for (int i = 0; i < x.length; i++) {
            x64[i] = i % 19 == 4 ? Double.NaN : i % 5 == 0 ? -0.0 : random.nextGaussian();
            x[i] = (float) x64[i];
            ints[i] = random.nextInt();
        }
        float[] sums = x.clone();
        float[] maxima = x.clone();
        double[] sums64 = x64.clone();
        double[] maxima64 = x64.clone();
        int[] intSums = ints.clone();
        int[] intMaxima = ints.clone();
        FloatReduction.sums(sums, rows, n);
        FloatReduction.maxima(maxima, rows, n);
        DoubleReduction.sums(sums64, rows, n);
        DoubleReduction.maxima(maxima64, rows, n);
        IntReduction.sums(intSums, rows, n);
        IntReduction.maxima(intMaxima, rows, n);
        for (int from = 0; from < rows * n; from += n) {
            assertEquals(FloatReduction.sum(x.clone(), from, n), sums[from]);
            assertEquals(FloatReduction.max(x, from, n), maxima[from]);
            assertEquals(DoubleReduction.sum(x64.clone(), from, n), sums64[from]);
            assertEquals(DoubleReduction.max(x64, from, n), maxima64[from]);
            assertEquals(IntReduction.sum(ints, from, n), intSums[from]);
            assertEquals(IntReduction.max(ints, from, n), intMaxima[from]);
        }
        assertEquals(x[rows * n], sums[rows * n]); // behind the last row
        assertEquals(x[rows * n], maxima[rows * n]);
    }

    private static float foldedByHand(float[] x, int n) {
        if (n == 1) {
            return x[0];
        }
        int half = Integer.highestOneBit(n - 1);
        for (int i = half; i < n; i++) {
            x[i - half] += x[i];
        }
        return foldedByHand(x, half);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 7, 8, 100, 1000})
    void sumsColumnsPairwise(int rows) {
        for (int width : new int[] {1, 5, 16, 40, 1024, 2048}) {
            FloatPairwiseSum sums = new FloatPairwiseSum(Blocks.SIZE);
            DoublePairwiseSum sums64 = new DoublePairwiseSum(Blocks.SIZE);
            for (int repeat = 0; repeat < 2; repeat++) {
                Random random = new Random(rows);
                sums.begin(width);
                sums64.begin(width);
                double[] exact = new double[width];
                float[] row = new float[width + 3];
                double[] row64 = new double[width + 3];
                for (int r = 0; r < rows; r++) {
                    for (int i = 0; i < width; i++) {
                        row[3 + i] = 1 + random.nextFloat();
                        row64[3 + i] = row[3 + i];
                        exact[i] += row[3 + i];
                    }
                    sums.add(row, 3, 1);
                    sums64.add(row64, 3, 1);
                }
                float[] out = new float[width + 1];
                double[] out64 = new double[width + 1];
                sums.finish(out, 1);
                sums64.finish(out64, 1);
                for (int i = 0; i < width; i++) {
                    double limit = (2 + Math.log(Math.max(1, rows)) / Math.log(2)) * UNIT * exact[i];
                    assertEquals(exact[i], out[1 + i], limit, rows + " rows, column " + i);
                    assertEquals(exact[i], out64[1 + i], 1e-12 * exact[i], rows + " rows, column " + i);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 16, 40, 256})
    void sumsHaveTheSameBitsHoweverManyRowsComeTogether(int width) {
        int rows = 61;
        Random random = new Random(width);
        float[] x = new float[3 + rows * width];
        double[] x64 = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            x64[i] = random.nextGaussian();
            x[i] = (float) x64[i];
        }
        float[] one = new float[width];
        double[] one64 = new double[width];
        sumInGroups(1, rows, x, one, x64, one64);
        for (int group : new int[] {2, 7, 8, 9, 16, 24, 61}) {
            float[] many = new float[width];
            double[] many64 = new double[width];
            sumInGroups(group, rows, x, many, x64, many64);
            assertArrayEquals(one, many, group + " rows at a time");
            assertArrayEquals(one64, many64, group + " rows at a time");
        }
    }

    private static void sumInGroups(int group, int rows, float[] x, float[] out, double[] x64, double[] out64) {
        FloatPairwiseSum sums = new FloatPairwiseSum(out.length);
        DoublePairwiseSum sums64 = new DoublePairwiseSum(out.length);
        sums.begin(out.length);
        sums64.begin(out.length);
        for (int r = 0; r < rows; r += group) {
            int count = Math.min(group, rows - r);
            sums.add(x, 3 + r * out.length, count);
            sums64.add(x64, 3 + r * out.length, count);
        }
        sums.finish(out, 0);
        sums64.finish(out64, 0);
    }

    @Test
    void refusesRowsWiderThanItsCapacity() {
        assertThrows(IllegalArgumentException.class, () -> new FloatPairwiseSum(8).begin(9));
        assertThrows(IllegalArgumentException.class, () -> new DoublePairwiseSum(8).begin(9));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 15, 16, 17, 33, 100, 1000})
    void findsTheLargestAndItsFirstPlace(int n) {
        Random random = new Random(n);
        float[] x = new float[Blocks.SIZE + 3];
        double[] x64 = new double[Blocks.SIZE + 3];
        int[] ints = new int[Blocks.SIZE + 3];
        for (int repeat = 0; repeat < 40; repeat++) {
            int best = 0;
            for (int i = 0; i < n; i++) {
                ints[3 + i] = random.nextInt(n) - n; // with ties, and all negative
                x[3 + i] = ints[3 + i];
                x64[3 + i] = ints[3 + i];
                if (ints[3 + i] > ints[3 + best]) {
                    best = i;
                }
            }
            ints[2] = 1;
            x[2] = 1;
            x64[2] = 1;
            assertEquals(ints[3 + best], IntReduction.max(ints, 3, n));
            assertEquals(best, IntReduction.argmax(ints, 3, n));
            assertEquals(ints[3 + best], FloatReduction.max(x, 3, n));
            assertEquals(best, FloatReduction.argmax(x, 3, n));
            assertEquals(ints[3 + best], DoubleReduction.max(x64, 3, n));
            assertEquals(best, DoubleReduction.argmax(x64, 3, n));
        }
    }

    @Test
    void nanIsLargest() {
        for (int place : new int[] {0, 5, 16, 39}) {
            float[] x = new float[40];
            double[] x64 = new double[40];
            x[3] = Float.POSITIVE_INFINITY;
            x64[3] = Double.POSITIVE_INFINITY;
            x[place] = Float.NaN;
            x64[place] = Double.NaN;
            x[39] = Float.NaN;
            x64[39] = Double.NaN;
            assertTrue(Float.isNaN(FloatReduction.max(x, 0, 40)));
            assertTrue(Double.isNaN(DoubleReduction.max(x64, 0, 40)));
            assertEquals(place, FloatReduction.argmax(x, 0, 40));
            assertEquals(place, DoubleReduction.argmax(x64, 0, 40));
        }
    }

    @Test
    void zerosOfEitherSignTie() {
        assertEquals(0, FloatReduction.argmax(new float[] {-0f, 0, -0f}, 0, 3));
        assertEquals(0, DoubleReduction.argmax(new double[] {-0.0, 0, -0.0}, 0, 3));
    }

    @Test
    void intSumsWrapAround() {
        assertEquals(Integer.MIN_VALUE, IntReduction.sum(new int[] {9, Integer.MAX_VALUE, 1}, 1, 2));
    }
}
