package dev.pullback.opencl.code;

import dev.pullback.api.type.DType;

/** How OpenCL C writes dtypes and their numbers. */
public final class CType {

    private CType() {}

    /** The type of one element, in memory and in a register. */
    public static String of(DType dtype) {
        return switch (dtype) {
            case FLOAT32 -> "float";
            case FLOAT64 -> "double";
            case INT32 -> "int";
            case BOOL -> "uchar";
        };
    }

    /** The type of a vector of elements; of one element for width 1. */
    public static String of(DType dtype, int width) {
        return width == 1 ? of(dtype) : of(dtype) + width;
    }

    /** A number, exactly. */
    static String literal(double value, DType dtype) {
        return switch (dtype) {
            case FLOAT32 -> real((float) value, Float.toHexString((float) value) + "f");
            case FLOAT64 -> real(value, Double.toHexString(value));
            case INT32 -> value == Integer.MIN_VALUE ? "(-2147483647 - 1)" : "(" + (int) value + ")";
            case BOOL -> value != 0 ? "(uchar)(1)" : "(uchar)(0)";
        };
    }

    private static String real(double value, String finite) {
        if (Double.isNaN(value)) {
            return "NAN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "INFINITY" : "(-INFINITY)";
        }
        return "(" + finite + ")";
    }
}
