package dev.pullback.cpu.vector;

import static dev.pullback.cpu.vector.BlockArithmeticTest.doubles;
import static dev.pullback.cpu.vector.BlockArithmeticTest.floats;
import static dev.pullback.cpu.vector.BlockArithmeticTest.ints;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

class BlockLogicTest {
    private static final int N = 333;

    interface Comparison {
        void apply(byte[] out, int n);
    }

    private final float[] x = floats(1);
    private final float[] y = floats(2);
    private final double[] x64 = doubles(x);
    private final double[] y64 = doubles(y);
    private final int[] i = ints(1);
    private final int[] j = ints(2);
    private final byte[] p = truths(2);
    private final byte[] q = truths(3);

    private static byte[] truths(int period) {
        byte[] values = new byte[Blocks.SIZE];
        for (int k = 0; k < values.length; k++) {
            values[k] = (byte) (k % period == 0 ? 1 : 0);
        }
        return values;
    }

    @Test
    void comparesFloats() {
        check((out, n) -> FloatComparison.equal(x, y, out, n), k -> x[k] == y[k]);
        check((out, n) -> FloatComparison.notEqual(x, y, out, n), k -> x[k] != y[k]);
        check((out, n) -> FloatComparison.less(x, y, out, n), k -> x[k] < y[k]);
        check((out, n) -> FloatComparison.lessEqual(x, y, out, n), k -> x[k] <= y[k]);
        check((out, n) -> FloatComparison.greater(x, y, out, n), k -> x[k] > y[k]);
        check((out, n) -> FloatComparison.greaterEqual(x, y, out, n), k -> x[k] >= y[k]);
    }

    @Test
    void comparesDoubles() {
        check((out, n) -> DoubleComparison.equal(x64, y64, out, n), k -> x[k] == y[k]);
        check((out, n) -> DoubleComparison.notEqual(x64, y64, out, n), k -> x[k] != y[k]);
        check((out, n) -> DoubleComparison.less(x64, y64, out, n), k -> x[k] < y[k]);
        check((out, n) -> DoubleComparison.lessEqual(x64, y64, out, n), k -> x[k] <= y[k]);
        check((out, n) -> DoubleComparison.greater(x64, y64, out, n), k -> x[k] > y[k]);
        check((out, n) -> DoubleComparison.greaterEqual(x64, y64, out, n), k -> x[k] >= y[k]);
    }

    @Test
    void comparesInts() {
        check((out, n) -> IntComparison.equal(i, j, out, n), k -> i[k] == j[k]);
        check((out, n) -> IntComparison.notEqual(i, j, out, n), k -> i[k] != j[k]);
        check((out, n) -> IntComparison.less(i, j, out, n), k -> i[k] < j[k]);
        check((out, n) -> IntComparison.lessEqual(i, j, out, n), k -> i[k] <= j[k]);
        check((out, n) -> IntComparison.greater(i, j, out, n), k -> i[k] > j[k]);
        check((out, n) -> IntComparison.greaterEqual(i, j, out, n), k -> i[k] >= j[k]);
    }

    @Test
    void comparesTruthValues() {
        check((out, n) -> BoolComparison.equal(p, q, out, n), k -> p[k] == q[k]);
        check((out, n) -> BoolComparison.notEqual(p, q, out, n), k -> p[k] != q[k]);
        check((out, n) -> BoolComparison.less(p, q, out, n), k -> p[k] < q[k]);
        check((out, n) -> BoolComparison.lessEqual(p, q, out, n), k -> p[k] <= q[k]);
        check((out, n) -> BoolComparison.greater(p, q, out, n), k -> p[k] > q[k]);
        check((out, n) -> BoolComparison.greaterEqual(p, q, out, n), k -> p[k] >= q[k]);
    }

    @Test
    void choosesByTruthValues() {
        float[] floats = new float[Blocks.SIZE];
        double[] doubles = new double[Blocks.SIZE];
        int[] ints = new int[Blocks.SIZE];
        byte[] truths = new byte[Blocks.SIZE];
        byte[] condition = truths(5);
        FloatComparison.select(condition, x, y, floats, N);
        DoubleComparison.select(condition, x64, y64, doubles, N);
        IntComparison.select(condition, i, j, ints, N);
        BoolComparison.select(condition, p, q, truths, N);
        for (int k = 0; k < N; k++) {
            boolean first = condition[k] != 0;
            assertEquals(first ? x[k] : y[k], floats[k]);
            assertEquals(first ? x64[k] : y64[k], doubles[k]);
            assertEquals(first ? i[k] : j[k], ints[k]);
            assertEquals(first ? p[k] : q[k], truths[k]);
        }
    }

    @Test
    void convertsAsJavaConverts() {
        float[] floats = new float[Blocks.SIZE];
        double[] doubles = new double[Blocks.SIZE];
        int[] ints = new int[Blocks.SIZE];
        for (int round = 0; round < 2; round++) {
            for (int k = 0; k < Blocks.SIZE; k++) {
                x64[k] = round == 0 ? x[k] : i[k] * 1.37;
            }
            Casts.doubleToFloat(x64, floats, N);
            each(k -> assertEquals((float) x64[k], floats[k]));
            Casts.doubleToInt(x64, ints, N);
            each(k -> assertEquals((int) x64[k], ints[k]));
            Casts.floatToDouble(floats, doubles, N);
            each(k -> assertEquals(floats[k], doubles[k]));
            Casts.floatToInt(floats, ints, N);
            each(k -> assertEquals((int) floats[k], ints[k]));
            check((out, n) -> Casts.floatToBool(floats, out, n), k -> floats[k] != 0);
            check((out, n) -> Casts.doubleToBool(x64, out, n), k -> x64[k] != 0);
        }
        Casts.intToFloat(i, floats, N);
        each(k -> assertEquals((float) i[k], floats[k]));
        Casts.intToDouble(i, doubles, N);
        each(k -> assertEquals(i[k], doubles[k]));
        check((out, n) -> Casts.intToBool(i, out, n), k -> i[k] != 0);
        Casts.boolToFloat(p, floats, N);
        Casts.boolToDouble(p, doubles, N);
        Casts.boolToInt(p, ints, N);
        each(k -> {
            assertEquals(p[k], floats[k]);
            assertEquals(p[k], doubles[k]);
            assertEquals(p[k], ints[k]);
        });
    }

    private static void each(IntConsumer check) {
        for (int k = 0; k < N; k++) {
            check.accept(k);
        }
    }

    private static void check(Comparison comparison, IntPredicate expected) {
        byte[] out = new byte[Blocks.SIZE];
        comparison.apply(out, N);
        each(k -> assertEquals(expected.test(k) ? 1 : 0, out[k], "element " + k));
    }
}
