package dev.pullback.cpu.step;

import dev.pullback.api.op.Binary;
import dev.pullback.api.op.Cast;
import dev.pullback.api.op.Compare;
import dev.pullback.api.op.Comparison;
import dev.pullback.api.op.Elementwise;
import dev.pullback.api.op.Select;
import dev.pullback.api.op.Unary;
import dev.pullback.cpu.vector.BoolComparison;
import dev.pullback.cpu.vector.DoubleComparison;
import dev.pullback.cpu.vector.FloatComparison;
import dev.pullback.cpu.vector.IntComparison;
import java.util.List;

/** Binds elementwise ops to registers. */
final class BlockOps {

    private BlockOps() {}

    /** Two operands of one type to a result of another; {@code x} and {@code out} may be one array. */
    @FunctionalInterface
    interface BinaryKernel<X, Y> {
        void run(X x, X y, Y out, int n);
    }

    /** One operand to a result. */
    @FunctionalInterface
    interface UnaryKernel<X, Y> {
        void run(X x, Y out, int n);
    }

    @FunctionalInterface
    private interface SelectKernel<X> {
        void run(byte[] condition, X x, X y, X out, int n);
    }

    static BlockInstruction of(Elementwise op, List<Register<?>> x, Register<?> out) {
        return switch (op) {
            case Unary unary ->
                switch (x.getFirst()) {
                    case FloatRegister a -> bind(ArithmeticKernels.float32(unary), a, (FloatRegister) out);
                    case DoubleRegister a -> bind(ArithmeticKernels.float64(unary), a, (DoubleRegister) out);
                    case IntRegister a -> bind(ArithmeticKernels.int32(unary), a, (IntRegister) out);
                    case BoolRegister _ -> throw undefined(op);
                };
            case Binary binary ->
                switch (x.getFirst()) {
                    case FloatRegister a ->
                        bind(ArithmeticKernels.float32(binary), a, (FloatRegister) x.get(1), (FloatRegister) out);
                    case DoubleRegister a ->
                        bind(ArithmeticKernels.float64(binary), a, (DoubleRegister) x.get(1), (DoubleRegister) out);
                    case IntRegister a ->
                        bind(ArithmeticKernels.int32(binary), a, (IntRegister) x.get(1), (IntRegister) out);
                    case BoolRegister _ -> throw undefined(op);
                };
            case Compare(Comparison comparison) -> compare(comparison, x.get(0), x.get(1), (BoolRegister) out);
            case Select _ -> select((BoolRegister) x.get(0), x.get(1), x.get(2), out);
            case Cast _ -> CastKernels.bind(x.getFirst(), out);
        };
    }

    private static BlockInstruction compare(Comparison comparison, Register<?> x, Register<?> y, BoolRegister out) {
        return switch (x) {
            case FloatRegister a ->
                bind(
                        switch (comparison) {
                            case EQUAL -> FloatComparison::equal;
                            case NOT_EQUAL -> FloatComparison::notEqual;
                            case LESS -> FloatComparison::less;
                            case LESS_EQUAL -> FloatComparison::lessEqual;
                            case GREATER -> FloatComparison::greater;
                            case GREATER_EQUAL -> FloatComparison::greaterEqual;
                        },
                        a,
                        (FloatRegister) y,
                        out);
            case DoubleRegister a ->
                bind(
                        switch (comparison) {
                            case EQUAL -> DoubleComparison::equal;
                            case NOT_EQUAL -> DoubleComparison::notEqual;
                            case LESS -> DoubleComparison::less;
                            case LESS_EQUAL -> DoubleComparison::lessEqual;
                            case GREATER -> DoubleComparison::greater;
                            case GREATER_EQUAL -> DoubleComparison::greaterEqual;
                        },
                        a,
                        (DoubleRegister) y,
                        out);
            case IntRegister a ->
                bind(
                        switch (comparison) {
                            case EQUAL -> IntComparison::equal;
                            case NOT_EQUAL -> IntComparison::notEqual;
                            case LESS -> IntComparison::less;
                            case LESS_EQUAL -> IntComparison::lessEqual;
                            case GREATER -> IntComparison::greater;
                            case GREATER_EQUAL -> IntComparison::greaterEqual;
                        },
                        a,
                        (IntRegister) y,
                        out);
            case BoolRegister a ->
                bind(
                        switch (comparison) {
                            case EQUAL -> BoolComparison::equal;
                            case NOT_EQUAL -> BoolComparison::notEqual;
                            case LESS -> BoolComparison::less;
                            case LESS_EQUAL -> BoolComparison::lessEqual;
                            case GREATER -> BoolComparison::greater;
                            case GREATER_EQUAL -> BoolComparison::greaterEqual;
                        },
                        a,
                        (BoolRegister) y,
                        out);
        };
    }

    private static BlockInstruction select(BoolRegister condition, Register<?> x, Register<?> y, Register<?> out) {
        return switch (x) {
            case FloatRegister a -> bind(FloatComparison::select, condition, a, (FloatRegister) y, (FloatRegister) out);
            case DoubleRegister a ->
                bind(DoubleComparison::select, condition, a, (DoubleRegister) y, (DoubleRegister) out);
            case IntRegister a -> bind(IntComparison::select, condition, a, (IntRegister) y, (IntRegister) out);
            case BoolRegister a -> bind(BoolComparison::select, condition, a, (BoolRegister) y, (BoolRegister) out);
        };
    }

    static <X, Y> BlockInstruction bind(UnaryKernel<X, Y> kernel, Register<X> x, Register<Y> out) {
        return block -> kernel.run(x.values, out.values, block.size());
    }

    private static <X, Y> BlockInstruction bind(
            BinaryKernel<X, Y> kernel, Register<X> x, Register<X> y, Register<Y> out) {
        return block -> kernel.run(x.values, y.values, out.values, block.size());
    }

    private static <X> BlockInstruction bind(
            SelectKernel<X> kernel, BoolRegister condition, Register<X> x, Register<X> y, Register<X> out) {
        return block -> kernel.run(condition.values, x.values, y.values, out.values, block.size());
    }

    private static IllegalStateException undefined(Elementwise op) {
        return new IllegalStateException(op.name() + " has no meaning on bool");
    }
}
