package dev.pullback.cpu.step;

import dev.pullback.api.op.*;
import dev.pullback.cpu.step.BlockOps.BinaryKernel;
import dev.pullback.cpu.step.BlockOps.UnaryKernel;
import dev.pullback.cpu.vector.DoubleArithmetic;
import dev.pullback.cpu.vector.DoubleFunctions;
import dev.pullback.cpu.vector.DoublePlainFunctions;
import dev.pullback.cpu.vector.FloatArithmetic;
import dev.pullback.cpu.vector.FloatFunctions;
import dev.pullback.cpu.vector.FloatPlainFunctions;
import dev.pullback.cpu.vector.IntArithmetic;

/** The kernel of each arithmetic op, by dtype. */
final class ArithmeticKernels {

    private ArithmeticKernels() {}

    static UnaryKernel<float[], float[]> float32(Unary op) {
        return switch (op) {
            case Neg _ -> FloatArithmetic::negate;
            case Abs _ -> FloatArithmetic::absolute;
            case Square _ -> FloatArithmetic::square;
            case Exp _ -> WarmKernels.float32("exp", FloatFunctions::exp, FloatPlainFunctions::exp);
            case Log _ -> WarmKernels.float32("log", FloatFunctions::log, FloatPlainFunctions::log);
            case Sqrt _ -> FloatArithmetic::sqrt;
            case Sigmoid _ -> WarmKernels.float32("sigmoid", FloatFunctions::sigmoid, FloatPlainFunctions::sigmoid);
            case Tanh _ -> WarmKernels.float32("tanh", FloatFunctions::tanh, FloatPlainFunctions::tanh);
            case Relu _ -> FloatArithmetic::relu;
            case Step _ -> FloatArithmetic::step;
            case StopGradient _ -> ArithmeticKernels::copy;
        };
    }

    static BinaryKernel<float[], float[]> float32(Binary op) {
        return switch (op) {
            case Add _ -> FloatArithmetic::add;
            case Sub _ -> FloatArithmetic::subtract;
            case Mul _ -> FloatArithmetic::multiply;
            case Div _ -> FloatArithmetic::divide;
            case Maximum _ -> FloatArithmetic::maximum;
            case Minimum _ -> FloatArithmetic::minimum;
        };
    }

    static UnaryKernel<double[], double[]> float64(Unary op) {
        return switch (op) {
            case Neg _ -> DoubleArithmetic::negate;
            case Abs _ -> DoubleArithmetic::absolute;
            case Square _ -> DoubleArithmetic::square;
            case Exp _ -> WarmKernels.float64("exp", DoubleFunctions::exp, DoublePlainFunctions::exp);
            case Log _ -> WarmKernels.float64("log", DoubleFunctions::log, DoublePlainFunctions::log);
            case Sqrt _ -> DoubleArithmetic::sqrt;
            case Sigmoid _ -> WarmKernels.float64("sigmoid", DoubleFunctions::sigmoid, DoublePlainFunctions::sigmoid);
            case Tanh _ -> WarmKernels.float64("tanh", DoubleFunctions::tanh, DoublePlainFunctions::tanh);
            case Relu _ -> DoubleArithmetic::relu;
            case Step _ -> DoubleArithmetic::step;
            case StopGradient _ -> ArithmeticKernels::copy;
        };
    }

    static BinaryKernel<double[], double[]> float64(Binary op) {
        return switch (op) {
            case Add _ -> DoubleArithmetic::add;
            case Sub _ -> DoubleArithmetic::subtract;
            case Mul _ -> DoubleArithmetic::multiply;
            case Div _ -> DoubleArithmetic::divide;
            case Maximum _ -> DoubleArithmetic::maximum;
            case Minimum _ -> DoubleArithmetic::minimum;
        };
    }

    static UnaryKernel<int[], int[]> int32(Unary op) {
        return switch (op) {
            case Neg _ -> IntArithmetic::negate;
            case Abs _ -> IntArithmetic::absolute;
            case Square _ -> IntArithmetic::square;
            case StopGradient _ -> ArithmeticKernels::copy;
            case Exp _, Log _, Sqrt _, Sigmoid _, Tanh _, Relu _, Step _ ->
                throw new IllegalStateException(op.name() + " has no meaning on int32");
        };
    }

    static BinaryKernel<int[], int[]> int32(Binary op) {
        return switch (op) {
            case Add _ -> IntArithmetic::add;
            case Sub _ -> IntArithmetic::subtract;
            case Mul _ -> IntArithmetic::multiply;
            case Div _ -> IntArithmetic::divide;
            case Maximum _ -> IntArithmetic::maximum;
            case Minimum _ -> IntArithmetic::minimum;
        };
    }

    @SuppressWarnings("SuspiciousSystemArraycopy") // A is an array type
    private static <A> void copy(A x, A out, int n) {
        System.arraycopy(x, 0, out, 0, n);
    }
}
