package dev.pullback.opencl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pullback.api.graph.Graph;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sizes at which a launch changes its shape, beyond those of the contract of all backends. The operands are small whole
 * numbers, so that float32 holds every sum exactly and the results can be compared bit by bit.
 */
@ParameterizedClass(name = "family {0}")
@ValueSource(strings = {"cpu", "gpu"})
class ExactResultsTest {

    @Parameter
    String family;

    private OpenClBackend backend;

    @BeforeEach
    void open() {
        backend = TestBackend.open("lwjgl", family);
    }

    @AfterEach
    void close() {
        assertEquals(0, backend.memory().blocks());
        backend.close();
    }

    private static float[] numbers(int count, int seed) {
        var random = new Random(seed);
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = random.nextInt(7) - 3;
        }
        return numbers;
    }

    private static TensorType floats(int... lengths) {
        return TensorType.of(DType.FLOAT32, lengths);
    }

    private float[] run(TensorFunction function, TensorType x, float[] values) {
        return TestBackend.run(backend, Graph.trace(function, x), values).getFirst();
    }

    /** One of the two factors with its batch, possibly shared and possibly stored transposed. */
    private record Factor(float[] values, int batch, int rows, int columns, boolean transposed) {

        static Factor of(int batch, int rows, int columns, boolean transposed, int seed) {
            return new Factor(numbers(batch * rows * columns, seed), batch, rows, columns, transposed);
        }

        TensorType type() {
            int first = transposed ? columns : rows;
            int second = transposed ? rows : columns;
            return batch == 1 ? floats(first, second) : floats(batch, first, second);
        }

        Tensor untransposed(Tensor stored) {
            return !transposed ? stored : batch == 1 ? stored.transpose(1, 0) : stored.transpose(0, 2, 1);
        }

        float at(int matrix, int row, int column) {
            int base = batch == 1 ? 0 : matrix * rows * columns;
            return values[base + (transposed ? column * rows + row : row * columns + column)];
        }
    }

    private void checkProduct(Factor a, Factor b) {
        int batch = Math.max(a.batch, b.batch);
        float[] expected = new float[batch * a.rows * b.columns];
        for (int p = 0; p < batch; p++) {
            for (int i = 0; i < a.rows; i++) {
                for (int j = 0; j < b.columns; j++) {
                    float sum = 0;
                    for (int k = 0; k < a.columns; k++) {
                        sum += a.at(p, i, k) * b.at(p, k, j);
                    }
                    expected[(p * a.rows + i) * b.columns + j] = sum;
                }
            }
        }
        Graph graph = Graph.trace(
                TensorFunction.of((x, y) -> a.untransposed(x).matmul(b.untransposed(y))), a.type(), b.type());
        assertArrayEquals(
                expected, TestBackend.run(backend, graph, a.values, b.values).getFirst());
    }

    /** Sums longer than 1024 are taken in blocks on a processor. */
    @ParameterizedTest
    @CsvSource({"1024,false,false", "1025,false,false", "2050,true,false", "1537,false,true", "1025,true,true"})
    void longProducts(int inner, boolean transposeA, boolean transposeB) {
        checkProduct(Factor.of(1, 13, inner, transposeA, 1), Factor.of(1, inner, 37, transposeB, 2));
    }

    @ParameterizedTest
    @CsvSource({"3,3", "3,1", "1,3"})
    void productsOfBatchesLongerThanABlock(int batchA, int batchB) {
        checkProduct(Factor.of(batchA, 14, 1100, false, 3), Factor.of(batchB, 1100, 33, true, 4));
    }

    @ParameterizedTest
    @CsvSource({"3,3", "3,1", "1,3"})
    void productsOfBatchesWithASingleColumn(int batchA, int batchB) {
        checkProduct(Factor.of(batchA, 9, 50, false, 5), Factor.of(batchB, 50, 1, false, 6));
    }

    @ParameterizedTest
    @ValueSource(ints = {127, 128, 129})
    void productsAroundTheLargestTile(int size) {
        checkProduct(Factor.of(1, size, 17, false, 7), Factor.of(1, 17, size, false, 8));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2047, 2048, 16_383, 16_385, 262_145, 5_000_001})
    void sumsOfOneRow(int length) {
        float[] x = numbers(length, length);
        float sum = 0;
        float max = Float.NEGATIVE_INFINITY;
        for (float value : x) {
            sum += value;
            max = Math.max(max, value);
        }
        assertArrayEquals(new float[] {sum}, run(TensorFunction.of(t -> t.sum()), floats(length), x));
        if (length == 0) {
            return; // there is no largest of nothing
        }
        assertArrayEquals(new float[] {max}, run(TensorFunction.of(t -> t.max()), floats(length), x));
    }

    @ParameterizedTest
    @CsvSource({"0,5", "1,1025", "511,33", "513,33", "1025,33", "2048,5", "2049,40", "70001,3", "40000,65"})
    void sumsOfColumns(int length, int columns) {
        float[] x = numbers(length * columns, length);
        float[] sums = new float[columns];
        for (int i = 0; i < x.length; i++) {
            sums[i % columns] += x[i];
        }
        assertArrayEquals(sums, run(TensorFunction.of(t -> t.sum(0)), floats(length, columns), x));
    }

    @Test
    void eightAxesReversed() {
        int[] lengths = {2, 3, 2, 1, 3, 2, 2, 3};
        int[] reversed = {7, 6, 5, 4, 3, 2, 1, 0};
        float[] x = numbers(2 * 3 * 2 * 3 * 2 * 2 * 3, 9);
        float[] expected = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            int rest = i;
            int to = 0;
            int stride = x.length;
            // The last axis of the source is the first of the target.
            for (int axis = 7; axis >= 0; axis--) {
                stride /= lengths[axis];
                to += rest % lengths[axis] * stride;
                rest /= lengths[axis];
            }
            expected[to] = x[i];
        }
        assertArrayEquals(expected, run(TensorFunction.of(t -> t.transpose(reversed)), floats(lengths), x));
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1,3", "1,4", "1,5", "1,1027", "7,4", "7,5", "3,16", "5,1", "33,36"})
    void loopsOfAnyLength(int rows, int columns) {
        float[] x = numbers(rows * columns, 12);
        float[] y = numbers(columns, 13);
        float[] z = numbers(rows, 14);
        Graph graph = Graph.trace(
                TensorFunction.of((a, b, c) -> a.mul(b).add(c)),
                floats(rows, columns),
                floats(columns),
                floats(rows, 1));
        float[] expected = new float[x.length];
        float[] doubled = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            expected[i] = x[i] * y[i % columns] + z[i / columns];
            doubled[i] = 2 * x[i];
        }
        assertArrayEquals(expected, TestBackend.run(backend, graph, x, y, z).getFirst());
        assertArrayEquals(doubled, run(TensorFunction.of(t -> t.mul(2)), floats(rows, columns), x));
    }

    @Test
    void loopsOverManyBroadcastAxes() {
        float[] x = numbers(2 * 3 * 4 * 5 * 3, 10);
        float[] y = numbers(3 * 5, 11);
        Graph graph =
                Graph.trace(TensorFunction.of((a, b) -> a.mul(b).add(1)), floats(2, 3, 4, 5, 3), floats(3, 1, 5, 1));
        float[] expected = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            expected[i] = x[i] * y[i / 60 % 3 * 5 + i / 3 % 5] + 1;
        }
        assertArrayEquals(expected, TestBackend.run(backend, graph, x, y).getFirst());
    }
}
