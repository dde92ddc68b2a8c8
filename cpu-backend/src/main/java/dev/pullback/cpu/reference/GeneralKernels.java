package dev.pullback.cpu.reference;

import dev.pullback.api.backend.Kernel;
import dev.pullback.api.op.ArgMax;
import dev.pullback.api.op.General;
import dev.pullback.api.op.ReduceMax;
import dev.pullback.api.type.Axes;
import dev.pullback.api.type.Shape;
import dev.pullback.api.type.TensorType;
import java.util.Arrays;

/** General: the largest element and where it is. */
final class GeneralKernels {

    private GeneralKernels() {}

    static Kernel<ReferenceBuffer> of(General op, TensorType operand, TensorType result) {
        return switch (op) {
            case ReduceMax(Axes axes) -> reduceMax(operand.shape(), axes, result.shape());
            case ArgMax(int axis) -> argMax(operand.shape(), axis, result.shape());
        };
    }

    private static Kernel<ReferenceBuffer> reduceMax(Shape shape, Axes axes, Shape largest) {
        long[] from = shape.strides();
        long[] to = Sums.kept(shape, axes, largest);
        return (operands, result) -> {
            double[] x = operands.getFirst().values();
            double[] y = result.values();
            Arrays.fill(y, Double.NEGATIVE_INFINITY);
            Indices.forEach(shape, index -> {
                int at = Indices.position(index, 0, to);
                y[at] = Math.max(y[at], x[Indices.position(index, 0, from)]);
            });
        };
    }

    private static Kernel<ReferenceBuffer> argMax(Shape shape, int axis, Shape positions) {
        long[] from = shape.strides();
        long[] to = Sums.kept(shape, Axes.of(axis), positions);
        return (operands, result) -> {
            double[] x = operands.getFirst().values();
            double[] y = result.values();
            double[] largest = new double[y.length];
            Indices.forEach(shape, index -> {
                int at = Indices.position(index, 0, to);
                double candidate = x[Indices.position(index, 0, from)];
                if (index[axis] == 0 || beats(candidate, largest[at])) {
                    largest[at] = candidate;
                    y[at] = index[axis];
                }
            });
        };
    }

    /** Strictly larger, so that the first of equals stays; the first NaN stays as well. */
    private static boolean beats(double candidate, double largest) {
        return candidate > largest || (Double.isNaN(candidate) && !Double.isNaN(largest));
    }
}
