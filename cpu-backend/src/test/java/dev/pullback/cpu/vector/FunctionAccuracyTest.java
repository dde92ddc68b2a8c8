package dev.pullback.cpu.vector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FunctionAccuracyTest {
    enum Function {
        EXP(Math::exp, FloatFunctions::exp, DoubleFunctions::exp, 2, 3),
        LOG(Math::log, FloatFunctions::log, DoubleFunctions::log, 2, 3),
        TANH(Math::tanh, FloatFunctions::tanh, DoubleFunctions::tanh, 4, 5),
        SIGMOID(x -> 1 / (1 + Math.exp(-x)), FloatFunctions::sigmoid, DoubleFunctions::sigmoid, 4, 6);

        final DoubleUnaryOperator exact;
        final FloatBlock onFloats;
        final DoubleBlock onDoubles;
        final double floatLimit;

        /** Leaves room for the error of the JDK's function, to which it is compared. */
        final double doubleLimit;

        Function(
                DoubleUnaryOperator exact,
                FloatBlock onFloats,
                DoubleBlock onDoubles,
                double floatLimit,
                double doubleLimit) {
            this.exact = exact;
            this.onFloats = onFloats;
            this.onDoubles = onDoubles;
            this.floatLimit = floatLimit;
            this.doubleLimit = doubleLimit;
        }

        /** How far a result is off; infinitely if it ought to be special and is not, not at all where sigmoid may be zero. */
        double ulpsOff(float x, float result) {
            double exact = this.exact.applyAsDouble(x);
            if (Float.isNaN((float) exact) || Float.isInfinite((float) exact) || !Float.isFinite(result)) {
                return Float.compare((float) exact, result) == 0 ? 0 : Double.POSITIVE_INFINITY;
            }
            double error = Math.abs(result - exact);
            if (this == SIGMOID && x < -87) {
                return error <= Float.MIN_NORMAL ? 0 : Double.POSITIVE_INFINITY;
            }
            return error / Math.ulp((float) exact);
        }
    }

    interface FloatBlock {
        void apply(float[] x, float[] out, int n);
    }

    interface DoubleBlock {
        void apply(double[] x, double[] out, int n);
    }

    @ParameterizedTest
    @EnumSource
    void staysWithinItsLimitOnFloatsOfEveryMagnitude(Function function) {
        float[] x = new float[Blocks.SIZE];
        float[] out = new float[Blocks.SIZE];
        double worst = 0;
        float worstAt = 0;
        long bits = 0;
        while (bits < 1L << 32) {
            for (int i = 0; i < x.length; i++, bits += 2003) {
                x[i] = Float.intBitsToFloat((int) bits);
            }
            function.onFloats.apply(x, out, x.length);
            for (int i = 0; i < x.length; i++) {
                double error = function.ulpsOff(x[i], out[i]);
                if (error > worst) {
                    worst = error;
                    worstAt = x[i];
                }
            }
        }
        assertTrue(worst <= function.floatLimit, worst + " ulp at " + worstAt);
        assertTrue(worst > 0.4, "an error of " + worst + " ulp is too good to be true");
    }

    @ParameterizedTest
    @EnumSource
    void staysWithinItsLimitOnDoubles(Function function) {
        double[] x = new double[Blocks.SIZE];
        double[] out = new double[Blocks.SIZE];
        Random random = new Random(5);
        double worst = 0;
        double worstAt = 0;
        for (int block = 0; block < 600; block++) {
            for (int i = 0; i < x.length; i++) {
                x[i] = switch (block % 3) {
                    case 0 -> random.nextGaussian();
                    case 1 -> random.nextDouble(-740, 710);
                    default -> Double.longBitsToDouble(random.nextLong());
                };
            }
            function.onDoubles.apply(x, out, x.length);
            for (int i = 0; i < x.length; i++) {
                double exact = function.exact.applyAsDouble(x[i]);
                if (Double.isNaN(exact) || Double.isInfinite(exact)) {
                    assertEquals(exact, out[i], "at " + x[i]);
                    continue;
                }
                double error = Math.abs(out[i] - exact) / Math.ulp(exact);
                if (function == Function.SIGMOID && x[i] < -708) {
                    assertTrue(Math.abs(out[i] - exact) <= Double.MIN_NORMAL, "at " + x[i]);
                } else if (error > worst) {
                    worst = error;
                    worstAt = x[i];
                }
            }
        }
        assertTrue(worst <= function.doubleLimit, worst + " ulp at " + worstAt);
    }

    @Test
    void knowsTheSpecialValues() {
        float inf = Float.POSITIVE_INFINITY;
        float nan = Float.NaN;
        float max = Float.MAX_VALUE;
        float min = Float.MIN_VALUE;
        float[] x = {0, -0f, inf, -inf, nan, max, -max, min, -min, 88.7f, 88.8f, -103.9f, -104.1f};
        check(Function.EXP, x, 1, 1, inf, 0, nan, inf, 0, 1, 1, (float) Math.exp(88.7f), inf, min, 0);
        check(Function.LOG, x, -inf, -inf, inf, nan, nan, 88.72284f, nan, -103.27893f, nan);
        check(Function.TANH, x, 0, -0f, 1, -1, nan, 1, -1, min, -min, 1, 1, -1, -1);
        check(Function.SIGMOID, x, 0.5f, 0.5f, 1, 0, nan, 1, 0, 0.5f, 0.5f, 1, 1);
    }

    private static void check(Function function, float[] x, float... expected) {
        float[] floats = Arrays.copyOf(x, Blocks.SIZE);
        double[] doubles = new double[Blocks.SIZE];
        for (int i = 0; i < x.length; i++) {
            doubles[i] = x[i];
        }
        function.onFloats.apply(floats, floats, x.length);
        function.onDoubles.apply(doubles, doubles, x.length);
        for (int i = 0; i < expected.length; i++) {
            close(expected[i], floats[i], Math.ulp(expected[i]), function + " of " + x[i]);
            double exact = function.exact.applyAsDouble(x[i]);
            close(exact, doubles[i], Math.ulp(exact) * function.doubleLimit, function + " of " + x[i]);
        }
    }

    private static void close(double expected, double actual, double limit, String what) {
        if (expected == 0) {
            assertEquals(expected, actual, what); // tells the zeros apart
        } else if (Double.isFinite(expected)) {
            assertEquals(expected, actual, limit, what);
        } else {
            assertEquals(expected, actual, what);
        }
    }

    @ParameterizedTest
    @EnumSource
    void hasTheSameBitsInterpretedAndCompiledAndAtAnyPlace(Function function) {
        Random random = new Random(11);
        float[] x = new float[Blocks.SIZE];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) random.nextGaussian() * 20;
        }
        float[] first = new float[Blocks.SIZE];
        function.onFloats.apply(x, first, x.length);
        float[] out = new float[Blocks.SIZE];
        for (int run = 0; run < 20_000; run++) {
            function.onFloats.apply(x, out, x.length);
        }
        assertArrayEquals(first, out);
        float[] single = new float[Blocks.SIZE];
        for (int i = 0; i < x.length; i++) {
            single[0] = x[i];
            function.onFloats.apply(single, single, 1);
            assertEquals(first[i], single[0], "alone and in place, at " + x[i]);
        }
    }
}
