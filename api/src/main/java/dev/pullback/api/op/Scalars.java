package dev.pullback.api.op;

import dev.pullback.api.type.DType;

/**
 * The meaning of every elementwise op on single elements, in float64: the reference backend and constant folding are this
 * and nothing else. Elements of every dtype travel as {@code double} (int32 exactly, bool as 0 or 1).
 */
public final class Scalars {

    private Scalars() {}

    /**
     * The op applied to one element of each operand, rounded to the result's dtype.
     *
     * @param from dtype of the last operand
     * @param to dtype of the result
     */
    public static double apply(Elementwise op, DType from, DType to, double... x) {
        boolean integers = from == DType.INT32;
        return switch (op) {
            case Unary unary -> round(integers ? onInteger(unary, (int) x[0]) : onReal(unary, x[0]), to);
            case Binary binary ->
                round(integers ? onIntegers(binary, (int) x[0], (int) x[1]) : onReals(binary, x[0], x[1]), to);
            case Compare compare -> compare(compare.comparison(), x[0], x[1]) ? 1 : 0;
            case Select _ -> x[0] != 0 ? x[1] : x[2];
            case Cast cast -> round(x[0], cast.dtype());
        };
    }

    /** A float64 value as the nearest of the dtype: the one definition of every cast. */
    public static double round(double x, DType dtype) {
        return switch (dtype) {
            case FLOAT64 -> x;
            case FLOAT32 -> (float) x;
            case INT32 -> (int) x;
            case BOOL -> x != 0 ? 1 : 0;
        };
    }

    private static double onReal(Unary op, double x) {
        return switch (op) {
            case Neg _ -> -x;
            case Abs _ -> Math.abs(x);
            case Square _ -> x * x;
            case Exp _ -> Math.exp(x);
            case Log _ -> Math.log(x);
            case Sqrt _ -> Math.sqrt(x);
            case Sigmoid _ -> sigmoid(x);
            case Tanh _ -> Math.tanh(x);
            case Relu _ -> Math.max(x, 0.0);
            case Step _ -> x > 0 ? 1 : 0;
            case StopGradient _ -> x;
        };
    }

    /** Through e^−|x|, which cannot overflow. */
    private static double sigmoid(double x) {
        double e = Math.exp(-Math.abs(x));
        return (x >= 0 ? 1 : e) / (1 + e);
    }

    private static int onInteger(Unary op, int x) {
        return switch (op) {
            case Neg _ -> -x;
            case Abs _ -> Math.abs(x);
            case Square _ -> x * x;
            case StopGradient _ -> x;
            case Exp _, Log _, Sqrt _, Sigmoid _, Tanh _, Relu _, Step _ ->
                throw new IllegalArgumentException(op.name() + " has no meaning on int32");
        };
    }

    private static double onReals(Binary op, double a, double b) {
        return switch (op) {
            case Add _ -> a + b;
            case Sub _ -> a - b;
            case Mul _ -> a * b;
            case Div _ -> a / b;
            case Maximum _ -> Math.max(a, b);
            case Minimum _ -> Math.min(a, b);
        };
    }

    private static int onIntegers(Binary op, int a, int b) {
        return switch (op) {
            case Add _ -> a + b;
            case Sub _ -> a - b;
            case Mul _ -> a * b;
            case Div _ -> b == 0 ? 0 : a / b;
            case Maximum _ -> Math.max(a, b);
            case Minimum _ -> Math.min(a, b);
        };
    }

    private static boolean compare(Comparison comparison, double a, double b) {
        return switch (comparison) {
            case EQUAL -> a == b;
            case NOT_EQUAL -> a != b;
            case LESS -> a < b;
            case LESS_EQUAL -> a <= b;
            case GREATER -> a > b;
            case GREATER_EQUAL -> a >= b;
        };
    }
}
