package dev.pullback.conformance.numeric;

import dev.pullback.api.op.Scalars;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import java.util.Random;

/** Kinds of numbers to test with. The same family, type and seed give the same numbers on every machine. */
public enum Family {
    /** Zero-mean: standard normal; int32 between −1000 and 1000. */
    NORMAL,
    /** In (0, 1]; int32 from 1 to 1000. */
    POSITIVE,
    /** Whole numbers from −2 to 2, so that many are equal or zero. */
    EQUAL,
    /** Of many magnitudes: e to the power of three times a normal number, with either sign; int32 likewise. */
    WIDE,
    /** One half to two in size with either sign: far from zero, for derivatives of functions that bend there. */
    AWAY_FROM_ZERO,
    /** Finite numbers where functions saturate, overflow and vanish, as far as the largest of float32. */
    SATURATING,
    /** Zeros, infinities, NaN, denormals, the largest numbers, and where functions saturate. */
    SPECIAL,
    /** As SPECIAL, but no sum of them overflows. */
    SPECIAL_SUMMABLE;

    private static final double[] SPECIAL_NUMBERS = {
        0.0,
        -0.0,
        1,
        -1,
        0.5,
        -0.5,
        Float.MIN_NORMAL,
        -Float.MIN_NORMAL,
        Float.MIN_VALUE,
        -Float.MIN_VALUE,
        0x1.8p-130,
        17,
        -17,
        87,
        -87,
        88.5,
        88.75,
        -89,
        100,
        -100,
        104,
        -104,
        -110,
        0x1p24 + 2,
        3e9,
        -3e9,
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.NaN
    };

    private static final double[] SATURATING_NUMBERS = {
        0, 17, -17, 87, -87, 88.5, -89, 100, -100, 104, -104, -110, 3e9, -3e9, Float.MAX_VALUE, -Float.MAX_VALUE
    };

    private static final double[] SUMMABLE_NUMBERS = {
        0.0, -0.0, 1, -1, 0.5, Float.MIN_NORMAL, 17, -17, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN
    };

    private static final double[] SPECIAL_INTEGERS = {
        0, 1, -1, 2, -2, 7, 0x1000001, Integer.MAX_VALUE, Integer.MIN_VALUE, Integer.MIN_VALUE + 1
    };

    /** So many numbers that are a tensor of the type. */
    public Values draw(TensorType type, long seed) {
        return Values.drawn(type, () -> elements(type, seed));
    }

    private double[] elements(TensorType type, long seed) {
        var random = new Random(seed);
        double[] elements = new double[Math.toIntExact(type.size())];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = Scalars.round(draw(type.dtype(), random), type.dtype());
        }
        return elements;
    }

    /** Every special number of a dtype once; with {@code repeated} each so often in a row, else all of them so often. */
    public static Values allSpecial(DType dtype, boolean repeated) {
        double[] numbers = special(dtype);
        double[] elements = new double[numbers.length * numbers.length];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = Scalars.round(numbers[repeated ? i / numbers.length : i % numbers.length], dtype);
        }
        return Values.of(TensorType.of(dtype, elements.length), elements);
    }

    private double draw(DType dtype, Random random) {
        return switch (dtype) {
            case BOOL -> random.nextInt(2);
            case INT32 -> integer(random);
            case FLOAT32, FLOAT64 -> real(random);
        };
    }

    private double integer(Random random) {
        return switch (this) {
            case NORMAL -> random.nextInt(2001) - 1000;
            case WIDE -> Math.rint(wide(random));
            case POSITIVE, AWAY_FROM_ZERO -> random.nextInt(1000) + 1;
            case EQUAL -> random.nextInt(5) - 2;
            case SATURATING, SPECIAL, SPECIAL_SUMMABLE -> one(SPECIAL_INTEGERS, random);
        };
    }

    private double real(Random random) {
        return switch (this) {
            case NORMAL -> random.nextGaussian();
            case POSITIVE -> 1 - random.nextDouble() * (1 - 0x1p-20);
            case EQUAL -> random.nextInt(5) - 2;
            case WIDE -> wide(random);
            case AWAY_FROM_ZERO -> (random.nextBoolean() ? 1 : -1) * (0.5 + 1.5 * random.nextDouble());
            case SATURATING -> one(SATURATING_NUMBERS, random);
            case SPECIAL -> one(SPECIAL_NUMBERS, random);
            case SPECIAL_SUMMABLE -> one(SUMMABLE_NUMBERS, random);
        };
    }

    private static double wide(Random random) {
        return (random.nextBoolean() ? 1 : -1) * StrictMath.exp(3 * random.nextGaussian());
    }

    private static double one(double[] numbers, Random random) {
        return numbers[random.nextInt(numbers.length)];
    }

    private static double[] special(DType dtype) {
        return switch (dtype) {
            case BOOL -> new double[] {0, 1};
            case INT32 -> SPECIAL_INTEGERS;
            case FLOAT32, FLOAT64 -> SPECIAL_NUMBERS;
        };
    }
}
