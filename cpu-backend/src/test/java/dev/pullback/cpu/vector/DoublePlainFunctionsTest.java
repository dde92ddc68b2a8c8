package dev.pullback.cpu.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Functions in plain loops have the bits of those in vector code. */
class DoublePlainFunctionsTest {

    private static final int SEEDS = 300;
    private static final int N = Blocks.SIZE;
    private static final double[] SPECIAL = {
        0,
        -0.0,
        1,
        -1,
        0.5,
        0.625,
        -0.625,
        Math.nextDown(0.625),
        87,
        -87,
        88.5,
        89,
        90,
        -103.5,
        -104,
        -105,
        709.5,
        710,
        711,
        -745,
        -746,
        -747,
        Double.MIN_VALUE,
        -Double.MIN_VALUE,
        Double.MIN_NORMAL,
        -Double.MIN_NORMAL,
        Math.nextDown(Double.MIN_NORMAL),
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.NaN
    };

    @FunctionalInterface
    private interface Function {
        void run(double[] x, double[] out, int n);
    }

    @Test
    void exp() {
        compare(DoubleFunctions::exp, DoublePlainFunctions::exp);
    }

    @Test
    void log() {
        compare(DoubleFunctions::log, DoublePlainFunctions::log);
    }

    @Test
    void sigmoid() {
        compare(DoubleFunctions::sigmoid, DoublePlainFunctions::sigmoid);
    }

    @Test
    void tanh() {
        compare(DoubleFunctions::tanh, DoublePlainFunctions::tanh);
    }

    private static void compare(Function vector, Function plain) {
        double[] x = new double[N];
        for (int seed = 0; seed < SEEDS; seed++) {
            var random = new SplittableRandom(seed);
            for (int i = 0; i < N; i++) {
                x[i] = i % 2 == 0
                        ? Double.longBitsToDouble(random.nextLong())
                        : random.nextDouble(-1, 1) * (1 << seed % 11);
            }
            System.arraycopy(SPECIAL, 0, x, seed, SPECIAL.length);
            double[] expected = new double[N];
            double[] actual = new double[N];
            vector.run(x, expected, N);
            plain.run(x, actual, N);
            for (int i = 0; i < N; i++) {
                double at = x[i];
                assertEquals(
                        Double.doubleToLongBits(expected[i]), Double.doubleToLongBits(actual[i]), () -> "at " + at);
            }
        }
    }
}
