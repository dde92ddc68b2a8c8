package dev.pullback.cpu.reference;

import dev.pullback.api.backend.Kernel;
import dev.pullback.api.op.Scalars;
import dev.pullback.api.type.Axes;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.Shape;
import dev.pullback.api.type.TensorType;
import java.util.Arrays;
import java.util.List;

/**
 * Ops that add elements up: one after the other in row-major order of what is added, in float64, from 0, and rounded to the
 * dtype once at the end. int32 sums wrap around, which adding modulo 2³² does in any order.
 */
final class Sums {

    private Sums() {}

    static Kernel<ReferenceBuffer> over(Axes axes, TensorType type, Shape sums) {
        Shape shape = type.shape();
        long[] from = shape.strides();
        long[] to = kept(shape, axes, sums);
        return (operands, result) -> {
            double[] x = operands.getFirst().values();
            double[] y = result.values();
            Arrays.fill(y, 0);
            Indices.forEach(shape, index -> {
                int at = Indices.position(index, 0, to);
                y[at] = plus(y[at], x[Indices.position(index, 0, from)], type.dtype());
            });
            round(y, type.dtype());
        };
    }

    /** {@code y[outer.., clamp(indices[..]), inner..] += x[outer.., indices.., inner..]}. */
    static Kernel<ReferenceBuffer> scattered(int axis, List<TensorType> types, TensorType resultType) {
        Shape updates = types.get(0).shape();
        Shape indexShape = types.get(1).shape();
        Shape shape = resultType.shape();
        DType dtype = resultType.dtype();
        long[] from = updates.strides();
        long[] to = shape.strides();
        return (operands, result) -> {
            double[] x = operands.get(0).values();
            double[] indices = operands.get(1).values();
            double[] y = result.values();
            Arrays.fill(y, 0);
            Indices.forEach(updates, index -> {
                int[] target = new int[shape.rank()];
                for (int i = 0; i < target.length; i++) {
                    target[i] = i == axis
                            ? LinearKernels.named(index, axis, indexShape, indices, shape.length(axis))
                            : index[i < axis ? i : i + indexShape.rank() - 1];
                }
                int at = Indices.position(target, 0, to);
                y[at] = plus(y[at], x[Indices.position(index, 0, from)], dtype);
            });
            round(y, dtype);
        };
    }

    /** Strides of a result as seen from its operand: 0 along the axes that are summed away. */
    static long[] kept(Shape shape, Axes axes, Shape result) {
        long[] strides = new long[shape.rank()];
        int next = 0;
        for (int axis = 0; axis < strides.length; axis++) {
            strides[axis] = axes.contains(axis) ? 0 : result.strides()[next++];
        }
        return strides;
    }

    private static double plus(double sum, double term, DType dtype) {
        return dtype == DType.INT32 ? (int) sum + (int) term : sum + term;
    }

    private static void round(double[] sums, DType dtype) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] = Scalars.round(sums[i], dtype);
        }
    }
}
