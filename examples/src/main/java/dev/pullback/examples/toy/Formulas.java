package dev.pullback.examples.toy;

import dev.pullback.api.backend.Kernel;
import dev.pullback.api.op.ArgMax;
import dev.pullback.api.op.Barrier;
import dev.pullback.api.op.Broadcast;
import dev.pullback.api.op.Concat;
import dev.pullback.api.op.Constant;
import dev.pullback.api.op.CustomOp;
import dev.pullback.api.op.Elementwise;
import dev.pullback.api.op.Gather;
import dev.pullback.api.op.Input;
import dev.pullback.api.op.Iota;
import dev.pullback.api.op.MatMul;
import dev.pullback.api.op.Op;
import dev.pullback.api.op.Pad;
import dev.pullback.api.op.RandomBits;
import dev.pullback.api.op.ReduceMax;
import dev.pullback.api.op.Reshape;
import dev.pullback.api.op.Scalars;
import dev.pullback.api.op.ScatterAdd;
import dev.pullback.api.op.Slice;
import dev.pullback.api.op.Sum;
import dev.pullback.api.op.Threefry;
import dev.pullback.api.op.Transpose;
import dev.pullback.api.type.Axes;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.Shape;
import dev.pullback.api.type.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;

/** What every op computes: a formula for element i of the result, or for where element i of an operand goes. */
final class Formulas {

    private Formulas() {}

    /** Element i of the result, in row-major order, from the operands; in float64, rounded when it is stored. */
    @FunctionalInterface
    private interface Formula {
        double at(List<ToyBuffer> x, long i);
    }

    private static Kernel<ToyBuffer> each(Formula formula) {
        return (x, y) -> {
            for (long i = 0; i < y.type().size(); i++) {
                y.set(i, formula.at(x, i));
            }
        };
    }

    static Optional<Kernel<ToyBuffer>> kernel(Op op, List<TensorType> types, TensorType result) {
        return op instanceof CustomOp ? Optional.empty() : Optional.of(known(op, types, result));
    }

    private static Kernel<ToyBuffer> known(Op op, List<TensorType> types, TensorType result) {
        Shape y = result.shape();
        Shape x = types.isEmpty() ? y : types.getFirst().shape();
        return switch (op) {
            case Elementwise of -> elementwise(of, types.getLast().dtype(), result.dtype());
            case Barrier _, Reshape _ -> read(View.of(y, y, k -> k));
            case Transpose(Axes order) -> read(View.of(x, y, order::get));
            case Broadcast _ -> read(View.of(x, y, k -> k - y.rank() + x.rank()));
            case Slice(Axes starts, Axes _) -> read(View.of(x, y, k -> k).from(starts));
            case Pad(Axes before, Axes _) -> place(List.of(View.of(y, x, k -> k).from(before)));
            case Concat(int axis) -> place(joined(types, axis, y));
            case Gather(int axis) -> gather(x, types.getLast().shape(), axis, y);
            case ScatterAdd(int axis, int _) -> scatterAdd(x, types.getLast().shape(), axis, result);
            case Sum(Axes axes) -> fold(0, plus(result.dtype()), y, behind(x, axes));
            case ReduceMax(Axes axes) -> fold(Double.NEGATIVE_INFINITY, Math::max, y, behind(x, axes));
            case ArgMax(int axis) -> argMax(behind(x, Axes.of(axis)), x.length(axis));
            case MatMul product -> matmul(product, x, types.getLast().shape(), y);
            case Constant(TensorType _, double value) -> each((operands, i) -> value);
            case Iota(TensorType _, int axis) -> iota(y, axis);
            case RandomBits _ -> each((key, i) -> bits(key.getFirst(), i));
            case Input _, CustomOp _ -> throw new IllegalArgumentException("nothing to compute: " + op);
        };
    }

    private static Kernel<ToyBuffer> elementwise(Elementwise op, DType from, DType to) {
        return each((x, i) -> Scalars.apply(
                op, from, to, x.stream().mapToDouble(operand -> operand.get(i)).toArray()));
    }

    /** {@code y[i] = x[where the view meets i]}. */
    private static Kernel<ToyBuffer> read(View view) {
        return each((x, i) -> x.getFirst().get(view.position(i)));
    }

    /** {@code y[where its view meets i] = x[i]} for every operand, and 0 where none comes. */
    private static Kernel<ToyBuffer> place(List<View> views) {
        return (x, y) -> {
            y.clear();
            for (int k = 0; k < views.size(); k++) {
                for (long i = 0; i < x.get(k).type().size(); i++) {
                    y.set(views.get(k).position(i), x.get(k).get(i));
                }
            }
        };
    }

    /** Each operand's place in what they are joined to. */
    private static List<View> joined(List<TensorType> types, int axis, Shape y) {
        int[] start = new int[y.rank()];
        List<View> views = new ArrayList<>();
        for (TensorType type : types) {
            views.add(View.of(y, type.shape(), k -> k).from(Axes.of(start)));
            start[axis] += type.shape().length(axis);
        }
        return views;
    }

    /** {@code y[i]}: products of what the views meet next, as many for each i, combined from a start. */
    private static Kernel<ToyBuffer> fold(double start, DoubleBinaryOperator combine, Shape y, View... views) {
        long terms = views[0].walk().size() / Math.max(1, y.size());
        return each((x, i) -> {
            double folded = start;
            for (long k = i * terms; k < (i + 1) * terms; k++) {
                double term = 1;
                for (int factor = 0; factor < views.length; factor++) {
                    term *= x.get(factor).get(views[factor].position(k));
                }
                folded = combine.applyAsDouble(folded, term);
            }
            return folded;
        });
    }

    /** int32 wraps around. */
    private static DoubleBinaryOperator plus(DType dtype) {
        return dtype == DType.INT32 ? (a, b) -> (int) (long) (a + b) : Double::sum;
    }

    /** A tensor with the given axes behind all others. */
    private static View behind(Shape x, Axes axes) {
        IntStream others = IntStream.range(0, x.rank()).filter(axis -> !axes.contains(axis));
        int[] order = IntStream.concat(others, IntStream.of(axes.toArray())).toArray();
        int[] lengths = IntStream.of(order).map(x::length).toArray();
        return View.of(x, Shape.of(lengths), k -> order[k]);
    }

    private static Kernel<ToyBuffer> argMax(View view, int length) {
        return each((x, i) -> {
            int largest = 0;
            double value = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < length && !Double.isNaN(value); k++) {
                double candidate = x.getFirst().get(view.position(i * length + k));
                if (candidate > value || Double.isNaN(candidate)) {
                    largest = k;
                    value = candidate;
                }
            }
            return largest;
        });
    }

    /** {@code y[.., n, m] = Σₖ a[.., n, k]·b[.., k, m]}, as a walk over {@code [.., n, m, k]}. */
    private static Kernel<ToyBuffer> matmul(MatMul op, Shape a, Shape b, Shape y) {
        int[] lengths = Arrays.copyOf(y.lengths(), y.rank() + 1);
        lengths[y.rank()] = a.length(op.transposeA() ? -2 : -1);
        View left = factor(a, Shape.of(lengths), y.rank() - 2, op.transposeA());
        View right = factor(b, Shape.of(lengths), y.rank() - 1, !op.transposeB());
        return fold(0, Double::sum, y, left, right);
    }

    /** A factor has one axis of the result, the axis that is summed (first or last), and the batch axes or none. */
    private static View factor(Shape x, Shape walk, int own, boolean summedFirst) {
        int first = x.rank() - 2;
        int last = x.rank() - 1;
        int summed = walk.rank() - 1;
        int[] axes = IntStream.range(0, walk.rank())
                .map(k -> k < Math.min(first, summed - 2) ? k : -1)
                .toArray();
        axes[own] = summedFirst ? last : first;
        axes[summed] = summedFirst ? first : last;
        return View.of(x, walk, k -> axes[k]);
    }

    private static double bits(ToyBuffer key, long i) {
        return Threefry.bits((int) key.get(0), (int) key.get(1), i);
    }

    private static Kernel<ToyBuffer> iota(Shape y, int axis) {
        View counting = View.of(Shape.of(y.length(axis)), y, k -> k == y.axis(axis) ? 0 : -1);
        return each((x, i) -> counting.position(i));
    }

    /** {@code y[outer.., indices.., inner..] = x[outer.., indices[..], inner..]}. */
    private static Kernel<ToyBuffer> gather(Shape x, Shape indices, int axis, Shape y) {
        Slices slices = Slices.of(x, indices, axis, y);
        return each((operands, i) -> operands.get(0).get(slices.position(operands.get(1), i)));
    }

    /** The other way round, in the order of the indices; the sums grow in the result itself. */
    private static Kernel<ToyBuffer> scatterAdd(Shape x, Shape indices, int axis, TensorType result) {
        Slices slices = Slices.of(result.shape(), indices, axis, x);
        DoubleBinaryOperator plus = plus(result.dtype());
        return (operands, y) -> {
            y.clear();
            for (long i = 0; i < x.size(); i++) {
                long at = slices.position(operands.get(1), i);
                y.set(at, plus.applyAsDouble(y.get(at), operands.get(0).get(i)));
            }
        };
    }

    /** Slices of a whole, side by side: at each index of the walk, the one that an element of the indices names. */
    private record Slices(View slice, View name, long stride, int last) {

        static Slices of(Shape whole, Shape indices, int axis, Shape walk) {
            int end = axis + indices.rank();
            View slice = View.of(whole, walk, k -> k < axis ? k : k < end ? -1 : k - indices.rank() + 1);
            View name = View.of(indices, walk, k -> k < axis || k >= end ? -1 : k - axis);
            return new Slices(slice, name, whole.strides()[axis], whole.length(axis) - 1);
        }

        long position(ToyBuffer indices, long i) {
            long named = Math.clamp((long) indices.get(name.position(i)), 0, last);
            return slice.position(i) + named * stride;
        }
    }
}
