package dev.pullback.api.backend;

import dev.pullback.api.type.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigDecimal;
import java.math.MathContext;

/**
 * One number as people read it, the same in every locale: six significant digits at most, so that the last bits, in which
 * backends may differ, do not show.
 */
final class NumberText {

    private static final MathContext DIGITS = new MathContext(6);

    /** Written out between 10⁻⁴ and 10⁶, with a power of ten outside. */
    private static final int LEAST_EXPONENT = -4;

    private NumberText() {}

    /** The element at a position of row-major values. */
    static String of(DType dtype, MemorySegment values, long index) {
        return switch (dtype) {
            case FLOAT32 -> of(values.get(ValueLayout.JAVA_FLOAT_UNALIGNED, index * Float.BYTES));
            case FLOAT64 -> of(values.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, index * Double.BYTES));
            case INT32 -> Integer.toString(values.get(ValueLayout.JAVA_INT_UNALIGNED, index * Integer.BYTES));
            case BOOL -> Boolean.toString(values.get(ValueLayout.JAVA_BYTE, index) != 0);
        };
    }

    static String of(double value) {
        if (value == 0 || !Double.isFinite(value)) {
            return Double.toString(value);
        }
        BigDecimal rounded = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        return exponent >= LEAST_EXPONENT && exponent < DIGITS.getPrecision()
                ? withPoint(rounded)
                : withPoint(rounded.movePointLeft(exponent)) + "e" + exponent;
    }

    private static String withPoint(BigDecimal number) {
        return number.scale() > 0 ? number.toPlainString() : number.setScale(1).toPlainString();
    }
}
