package dev.pullback.cpu.step;

import dev.pullback.cpu.vector.Casts;

/** The conversions between dtypes. */
final class CastKernels {

    private CastKernels() {}

    static BlockInstruction bind(Register<?> from, Register<?> to) {
        return switch (from) {
            case FloatRegister x ->
                switch (to) {
                    case FloatRegister out -> copy(x, out);
                    case DoubleRegister out -> BlockOps.bind(Casts::floatToDouble, x, out);
                    case IntRegister out -> BlockOps.bind(Casts::floatToInt, x, out);
                    case BoolRegister out -> BlockOps.bind(Casts::floatToBool, x, out);
                };
            case DoubleRegister x ->
                switch (to) {
                    case FloatRegister out -> BlockOps.bind(Casts::doubleToFloat, x, out);
                    case DoubleRegister out -> copy(x, out);
                    case IntRegister out -> BlockOps.bind(Casts::doubleToInt, x, out);
                    case BoolRegister out -> BlockOps.bind(Casts::doubleToBool, x, out);
                };
            case IntRegister x ->
                switch (to) {
                    case FloatRegister out -> BlockOps.bind(Casts::intToFloat, x, out);
                    case DoubleRegister out -> BlockOps.bind(Casts::intToDouble, x, out);
                    case IntRegister out -> copy(x, out);
                    case BoolRegister out -> BlockOps.bind(Casts::intToBool, x, out);
                };
            case BoolRegister x ->
                switch (to) {
                    case FloatRegister out -> BlockOps.bind(Casts::boolToFloat, x, out);
                    case DoubleRegister out -> BlockOps.bind(Casts::boolToDouble, x, out);
                    case IntRegister out -> BlockOps.bind(Casts::boolToInt, x, out);
                    case BoolRegister out -> copy(x, out);
                };
        };
    }

    private static BlockInstruction copy(Register<?> from, Register<?> to) {
        return block -> to.copyFrom(from, 0, 0, block.size());
    }
}
