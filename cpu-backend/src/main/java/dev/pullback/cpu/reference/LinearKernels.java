package dev.pullback.cpu.reference;

import dev.pullback.api.backend.Kernel;
import dev.pullback.api.op.Barrier;
import dev.pullback.api.op.Broadcast;
import dev.pullback.api.op.Concat;
import dev.pullback.api.op.Gather;
import dev.pullback.api.op.Linear;
import dev.pullback.api.op.Pad;
import dev.pullback.api.op.Reshape;
import dev.pullback.api.op.ScatterAdd;
import dev.pullback.api.op.Slice;
import dev.pullback.api.op.Sum;
import dev.pullback.api.op.Transpose;
import dev.pullback.api.type.Axes;
import dev.pullback.api.type.Shape;
import dev.pullback.api.type.TensorType;
import java.util.Arrays;
import java.util.List;

/** Linear: the ops that move elements. Those that also add them up are in {@link Sums}. */
final class LinearKernels {

    private LinearKernels() {}

    static Kernel<ReferenceBuffer> of(Linear op, List<TensorType> operands, TensorType result) {
        Shape x = operands.getFirst().shape();
        Shape y = result.shape();
        return switch (op) {
            case Barrier _, Reshape _ -> view(y, 0, y.strides());
            case Transpose(Axes permutation) -> view(y, 0, permuted(x.strides(), permutation));
            case Broadcast _ -> view(y, 0, repeating(x, y));
            case Slice(Axes starts, Axes _) -> view(y, offset(starts, x.strides()), x.strides());
            case Pad(Axes before, Axes _) -> pad(x, before, y);
            case Concat(int axis) -> concat(axis, operands, y);
            case Gather(int axis) -> gather(axis, x, operands.get(1).shape(), y);
            case Sum(Axes axes) -> Sums.over(axes, operands.getFirst(), y);
            case ScatterAdd(int axis, int _) -> Sums.scattered(axis, operands, result);
        };
    }

    /** {@code y[index] = x[offset + Σ indexₖ·strideₖ]}. */
    private static Kernel<ReferenceBuffer> view(Shape shape, long offset, long[] strides) {
        long[] target = shape.strides();
        return (operands, result) -> {
            double[] x = operands.getFirst().values();
            double[] y = result.values();
            Indices.forEach(
                    shape,
                    index -> y[Indices.position(index, 0, target)] = x[Indices.position(index, offset, strides)]);
        };
    }

    private static Kernel<ReferenceBuffer> pad(Shape shape, Axes before, Shape padded) {
        return (operands, result) -> {
            Arrays.fill(result.values(), 0);
            place(operands.getFirst(), shape, offset(before, padded.strides()), padded, result);
        };
    }

    private static Kernel<ReferenceBuffer> concat(int axis, List<TensorType> types, Shape joined) {
        return (operands, result) -> {
            long start = 0;
            for (int i = 0; i < operands.size(); i++) {
                Shape shape = types.get(i).shape();
                place(operands.get(i), shape, start * joined.strides()[axis], joined, result);
                start += shape.length(axis);
            }
        };
    }

    /** A block of the given shape laid into a larger one. */
    private static void place(ReferenceBuffer block, Shape shape, long offset, Shape larger, ReferenceBuffer target) {
        double[] x = block.values();
        double[] y = target.values();
        long[] from = shape.strides();
        long[] to = larger.strides();
        Indices.forEach(shape, index -> y[Indices.position(index, offset, to)] = x[Indices.position(index, 0, from)]);
    }

    /** {@code y[outer.., indices.., inner..] = x[outer.., clamp(indices[..]), inner..]}. */
    private static Kernel<ReferenceBuffer> gather(int axis, Shape source, Shape indexShape, Shape shape) {
        long[] sourceStrides = source.strides();
        long[] target = shape.strides();
        return (operands, result) -> {
            double[] x = operands.get(0).values();
            double[] indices = operands.get(1).values();
            double[] y = result.values();
            Indices.forEach(shape, index -> {
                int named = named(index, axis, indexShape, indices, source.length(axis));
                long position = named * sourceStrides[axis];
                for (int i = 0; i < source.rank(); i++) {
                    if (i != axis) {
                        position += index[i < axis ? i : i + indexShape.rank() - 1] * sourceStrides[i];
                    }
                }
                y[Indices.position(index, 0, target)] = x[(int) position];
            });
        };
    }

    /** The index that stands in the axes {@code axis ..} of a gathered index, clamped to what exists. */
    static int named(int[] index, int axis, Shape indexShape, double[] indices, int length) {
        int[] place = Arrays.copyOfRange(index, axis, axis + indexShape.rank());
        int named = (int) indices[Indices.position(place, 0, indexShape.strides())];
        return Math.clamp(named, 0, length - 1);
    }

    private static long[] permuted(long[] strides, Axes permutation) {
        long[] permuted = new long[strides.length];
        for (int axis = 0; axis < permuted.length; axis++) {
            permuted[axis] = strides[permutation.get(axis)];
        }
        return permuted;
    }

    /** Strides of a shape as seen from one that it broadcasts to: 0 along the axes that repeat. */
    private static long[] repeating(Shape from, Shape to) {
        long[] strides = new long[to.rank()];
        int missing = to.rank() - from.rank();
        for (int axis = missing; axis < strides.length; axis++) {
            strides[axis] = from.length(axis - missing) == 1 ? 0 : from.strides()[axis - missing];
        }
        return strides;
    }

    private static long offset(Axes starts, long[] strides) {
        return Indices.position(starts.toArray(), 0, strides);
    }
}
