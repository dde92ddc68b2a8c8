package dev.pullback.cpu.reference;

import dev.pullback.api.backend.Kernel;
import dev.pullback.api.op.Constant;
import dev.pullback.api.op.Input;
import dev.pullback.api.op.Iota;
import dev.pullback.api.op.RandomBits;
import dev.pullback.api.op.Scalars;
import dev.pullback.api.op.Source;
import dev.pullback.api.op.Threefry;
import dev.pullback.api.type.Shape;
import dev.pullback.api.type.TensorType;
import java.util.Arrays;

/** Source: values out of nothing, or out of a key. */
final class SourceKernels {

    private SourceKernels() {}

    static Kernel<ReferenceBuffer> of(Source op, TensorType result) {
        return switch (op) {
            case Constant(var type, double value) -> {
                double rounded = Scalars.round(value, type.dtype());
                yield (operands, filled) -> Arrays.fill(filled.values(), rounded);
            }
            case Iota(var type, int axis) -> iota(type, type.shape().axis(axis));
            case RandomBits _ ->
                (operands, bits) -> randomBits(operands.getFirst().values(), bits.values());
            case Input input -> throw new IllegalStateException("an input has its value already: " + input);
        };
    }

    private static Kernel<ReferenceBuffer> iota(TensorType type, int axis) {
        Shape shape = type.shape();
        long[] strides = shape.strides();
        return (operands, result) -> Indices.forEach(
                shape,
                index -> result.values()[Indices.position(index, 0, strides)] =
                        Scalars.round(index[axis], type.dtype()));
    }

    private static void randomBits(double[] key, double[] bits) {
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Threefry.bits((int) key[0], (int) key[1], i);
        }
    }
}
