package dev.pullback.cpu.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.Test;

/** Every operation gives what Java gives, element by element, on ordinary and special values and for n of no round size. */
class BlockArithmeticTest {
    private static final float[] SPECIAL = {
        0,
        -0f,
        1,
        -1,
        Float.MIN_VALUE,
        -Float.MIN_VALUE,
        Float.MIN_NORMAL,
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.NaN
    };
    private static final int[] SPECIAL_INTS = {0, 1, -1, 2, 7, -7, Integer.MAX_VALUE, Integer.MIN_VALUE};
    private static final int N = 333;

    interface FloatBinary {
        void apply(float[] x, float[] y, float[] out, int n);
    }

    interface DoubleBinary {
        void apply(double[] x, double[] y, double[] out, int n);
    }

    interface FloatUnary {
        void apply(float[] x, float[] out, int n);
    }

    interface DoubleUnary {
        void apply(double[] x, double[] out, int n);
    }

    interface IntBinary {
        void apply(int[] x, int[] y, int[] out, int n);
    }

    @Test
    void combinesTwoBlocks() {
        // A sum, product or quotient of floats rounded to double and then to float is the one rounded to float.
        binary(FloatArithmetic::add, DoubleArithmetic::add, (x, y) -> x + y);
        binary(FloatArithmetic::subtract, DoubleArithmetic::subtract, (x, y) -> x - y);
        binary(FloatArithmetic::multiply, DoubleArithmetic::multiply, (x, y) -> x * y);
        binary(FloatArithmetic::divide, DoubleArithmetic::divide, (x, y) -> x / y);
        binary(FloatArithmetic::maximum, DoubleArithmetic::maximum, Math::max);
        binary(FloatArithmetic::minimum, DoubleArithmetic::minimum, Math::min);
    }

    @Test
    void changesOneBlock() {
        unary(FloatArithmetic::negate, DoubleArithmetic::negate, x -> -x);
        unary(FloatArithmetic::absolute, DoubleArithmetic::absolute, Math::abs);
        unary(FloatArithmetic::square, DoubleArithmetic::square, x -> x * x);
        unary(FloatArithmetic::sqrt, DoubleArithmetic::sqrt, Math::sqrt);
        unary(FloatArithmetic::relu, DoubleArithmetic::relu, x -> Math.max(x, 0.0));
        unary(FloatArithmetic::step, DoubleArithmetic::step, x -> x > 0 ? 1 : 0);
    }

    @Test
    void calculatesWithInts() {
        ints(IntArithmetic::add, Integer::sum);
        ints(IntArithmetic::subtract, (x, y) -> x - y);
        ints(IntArithmetic::multiply, (x, y) -> x * y);
        ints(IntArithmetic::divide, (x, y) -> y == 0 ? 0 : x / y);
        ints(IntArithmetic::maximum, Math::max);
        ints(IntArithmetic::minimum, Math::min);
        ints((x, y, out, n) -> IntArithmetic.negate(x, out, n), (x, y) -> -x);
        ints((x, y, out, n) -> IntArithmetic.absolute(x, out, n), (x, y) -> Math.abs(x));
        ints((x, y, out, n) -> IntArithmetic.square(x, out, n), (x, y) -> x * x);
    }

    static float[] floats(int seed) {
        Random random = new Random(seed);
        float[] values = new float[Blocks.SIZE];
        for (int i = 0; i < values.length; i++) {
            int pick = i < SPECIAL.length * SPECIAL.length && seed == 1 ? i / SPECIAL.length : i % SPECIAL.length;
            values[i] = i < SPECIAL.length * SPECIAL.length ? SPECIAL[pick] : (float) random.nextGaussian();
        }
        return values;
    }

    static double[] doubles(float[] floats) {
        double[] values = new double[floats.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = floats[i];
        }
        return values;
    }

    static int[] ints(int seed) {
        Random random = new Random(seed);
        int[] values = new int[Blocks.SIZE];
        for (int i = 0; i < values.length; i++) {
            int pick = i < SPECIAL_INTS.length * SPECIAL_INTS.length && seed == 1 ? i / 8 : i % 8;
            values[i] = i < SPECIAL_INTS.length * SPECIAL_INTS.length ? SPECIAL_INTS[pick] : random.nextInt();
        }
        return values;
    }

    private static void binary(FloatBinary floats, DoubleBinary doubles, DoubleBinaryOperator exact) {
        float[] x = floats(1);
        float[] y = floats(2);
        float[] out = new float[Blocks.SIZE];
        floats.apply(x, y, out, N);
        double[] x64 = doubles(x);
        double[] y64 = doubles(y);
        double[] out64 = new double[Blocks.SIZE];
        doubles.apply(x64, y64, out64, N);
        for (int i = 0; i < N; i++) {
            double expected = exact.applyAsDouble(x[i], y[i]);
            assertEquals((float) expected, out[i], x[i] + " and " + y[i]);
            assertEquals(expected, out64[i], x[i] + " and " + y[i]);
        }
    }

    private static void unary(FloatUnary floats, DoubleUnary doubles, DoubleUnaryOperator exact) {
        float[] x = floats(2);
        float[] out = new float[Blocks.SIZE];
        floats.apply(x, out, N);
        double[] out64 = new double[Blocks.SIZE];
        doubles.apply(doubles(x), out64, N);
        for (int i = 0; i < N; i++) {
            double expected = exact.applyAsDouble(x[i]);
            assertEquals((float) expected, out[i], "of " + x[i]);
            assertEquals(expected, out64[i], "of " + x[i]);
        }
        floats.apply(x, x, N); // in place
        for (int i = 0; i < N; i++) {
            assertEquals(out[i], x[i]);
        }
    }

    private static void ints(IntBinary operation, IntBinaryOperator exact) {
        int[] x = ints(1);
        int[] y = ints(2);
        int[] out = new int[Blocks.SIZE];
        operation.apply(x, y, out, N);
        for (int i = 0; i < N; i++) {
            assertEquals(exact.applyAsInt(x[i], y[i]), out[i], x[i] + " and " + y[i]);
        }
    }
}
