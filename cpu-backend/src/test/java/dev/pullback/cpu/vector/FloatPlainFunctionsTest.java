package dev.pullback.cpu.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Functions in plain loops have the bits of those in vector code. */
class FloatPlainFunctionsTest {

    private static final int SEEDS = 300;
    private static final int N = Blocks.SIZE;
    private static final float[] SPECIAL = {
        0,
        -0.0f,
        1,
        -1,
        0.5f,
        0.625f,
        -0.625f,
        Math.nextDown(0.625f),
        87,
        -87,
        88.5f,
        89,
        90,
        -103.5f,
        -104,
        -105,
        709.5f,
        710,
        711,
        -745,
        -746,
        -747,
        Float.MIN_VALUE,
        -Float.MIN_VALUE,
        Float.MIN_NORMAL,
        -Float.MIN_NORMAL,
        Math.nextDown(Float.MIN_NORMAL),
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.NaN
    };

    @FunctionalInterface
    private interface Function {
        void run(float[] x, float[] out, int n);
    }

    @Test
    void exp() {
        compare(FloatFunctions::exp, FloatPlainFunctions::exp);
    }

    @Test
    void log() {
        compare(FloatFunctions::log, FloatPlainFunctions::log);
    }

    @Test
    void sigmoid() {
        compare(FloatFunctions::sigmoid, FloatPlainFunctions::sigmoid);
    }

    @Test
    void tanh() {
        compare(FloatFunctions::tanh, FloatPlainFunctions::tanh);
    }

    private static void compare(Function vector, Function plain) {
        float[] x = new float[N];
        for (int seed = 0; seed < SEEDS; seed++) {
            var random = new SplittableRandom(seed);
            for (int i = 0; i < N; i++) {
                x[i] = i % 2 == 0
                        ? Float.intBitsToFloat(random.nextInt())
                        : (float) (random.nextDouble(-1, 1) * (1 << seed % 11));
            }
            System.arraycopy(SPECIAL, 0, x, seed, SPECIAL.length);
            float[] expected = new float[N];
            float[] actual = new float[N];
            vector.run(x, expected, N);
            plain.run(x, actual, N);
            for (int i = 0; i < N; i++) {
                float at = x[i];
                assertEquals(Float.floatToIntBits(expected[i]), Float.floatToIntBits(actual[i]), () -> "at " + at);
            }
        }
    }
}
