package dev.pullback.api.plan;

import dev.pullback.api.op.*;
import dev.pullback.api.plan.Step.CopyStep;
import dev.pullback.api.plan.Step.MatMulSize;
import dev.pullback.api.plan.Step.MatMulStep;
import dev.pullback.api.plan.Step.Part;
import dev.pullback.api.plan.Step.ReduceSource;
import dev.pullback.api.plan.Step.ReduceStep;
import dev.pullback.api.tensor.Traced;
import dev.pullback.api.type.Axes;
import dev.pullback.api.type.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** The step for each op that is not elementwise: shapes become sizes, strides and offsets. */
final class StepEmitter {

    private StepEmitter() {}

    static Step emit(Traced node, List<Value> operands, Value result) {
        String label = Labels.of(node, node.op().name());
        Traced x = node.operands().isEmpty() ? null : node.operands().getFirst();
        Value value = operands.isEmpty() ? null : operands.getFirst();
        return switch (node.op()) {
            case MatMul _ -> matmul(node, operands, result, null, node);
            case Transpose(Axes permutation) -> transpose(node, x, value, result, permutation, label);
            case Broadcast _ -> broadcast(node, x, value, result, label);
            case Slice(Axes starts, Axes _) -> slice(node, x, value, result, starts, label);
            case Pad(Axes before, Axes _) -> pad(node, x, value, result, before, label);
            case Concat(int axis) -> concat(node, operands, result, axis, label);
            case Gather(int axis) -> {
                Shape source = x.shape();
                yield new Step.GatherStep(
                        result,
                        value,
                        operands.get(1),
                        outer(source, axis),
                        source.length(axis),
                        inner(source, axis),
                        Math.toIntExact(operands.get(1).type().size()),
                        label);
            }
            case ScatterAdd(int axis, int length) ->
                new Step.ScatterAddStep(
                        result,
                        value,
                        operands.get(1),
                        outer(node.shape(), axis),
                        length,
                        inner(node.shape(), axis),
                        Math.toIntExact(operands.get(1).type().size()),
                        label);
            case Iota(var type, int axis) ->
                new Step.IotaStep(
                        result, outer(type.shape(), axis), type.shape().length(axis), inner(type.shape(), axis), label);
            case RandomBits _ -> new Step.RandomBitsStep(result, value, label);
            case Elementwise _, Sum _, ReduceMax _, ArgMax _, Barrier _, Reshape _, Constant _, Input _, CustomOp _ ->
                throw new IllegalStateException("not a step of its own: " + node);
        };
    }

    /** @param named the node whose phase names the step: the product itself or the result of its epilogue */
    static Step matmul(Traced product, List<Value> factors, Value result, Cluster epilogue, Traced named) {
        var op = (MatMul) product.op();
        Shape a = product.operands().get(0).shape();
        Shape b = product.operands().get(1).shape();
        int rows = product.shape().length(-2);
        int columns = product.shape().length(-1);
        int inner = a.length(op.transposeA() ? -2 : -1);
        int batch = Math.toIntExact(product.shape().with(-1, 1).with(-2, 1).size());
        var size = new MatMulSize(
                product.dtype(),
                op.transposeA(),
                op.transposeB(),
                batch,
                rows,
                columns,
                inner,
                a.rank() > 2 ? (long) rows * inner : 0,
                b.rank() > 2 ? (long) inner * columns : 0);
        String what =
                "%s %dx%dx%d%s".formatted(op, rows, inner, columns, epilogue == null ? "" : "+" + epilogue.label());
        return new MatMulStep(
                result, factors.get(0), factors.get(1), size, Optional.ofNullable(epilogue), Labels.of(named, what));
    }

    /**
     * A reduction with what is computed in front of it and behind.
     *
     * @param epilogue or null
     * @param named the node whose phase names the step: the reduction itself or the result of its epilogue
     */
    static Step reduction(Traced reduction, ReduceSource source, Value result, Cluster epilogue, Traced named) {
        ReductionView view = ReductionView.of(reduction);
        String what = reduction.op().name()
                + (source instanceof ReduceSource.Computed(Cluster prologue) ? " of " + prologue.label() : "")
                + (epilogue == null ? "" : ", then " + epilogue.label());
        return new ReduceStep(
                result,
                source,
                view.reduction(),
                view.outer(),
                view.length(),
                view.inner(),
                Optional.ofNullable(epilogue),
                Labels.of(named, what));
    }

    private static Step transpose(Traced node, Traced x, Value source, Value result, Axes permutation, String label) {
        long[] from = x.shape().strides();
        long[] strides = LongStream.range(0, from.length)
                .map(axis -> from[permutation.get((int) axis)])
                .toArray();
        return copy(
                result,
                false,
                label,
                part(source, node.shape(), 0, strides, 0, node.shape().strides()));
    }

    private static Step broadcast(Traced node, Traced x, Value source, Value result, String label) {
        Shape from = x.shape();
        Shape to = node.shape();
        long[] own = from.strides();
        long[] strides = new long[to.rank()];
        int missing = to.rank() - from.rank();
        for (int axis = missing; axis < strides.length; axis++) {
            strides[axis] = from.length(axis - missing) == 1 ? 0 : own[axis - missing];
        }
        return copy(result, false, label, part(source, to, 0, strides, 0, to.strides()));
    }

    private static Step slice(Traced node, Traced x, Value source, Value result, Axes starts, String label) {
        long[] strides = x.shape().strides();
        return copy(
                result,
                false,
                label,
                part(
                        source,
                        node.shape(),
                        offset(strides, starts),
                        strides,
                        0,
                        node.shape().strides()));
    }

    private static Step pad(Traced node, Traced x, Value source, Value result, Axes before, String label) {
        long[] strides = node.shape().strides();
        return copy(
                result, true, label, part(source, x.shape(), 0, x.shape().strides(), offset(strides, before), strides));
    }

    private static Step concat(Traced node, List<Value> operands, Value result, int axis, String label) {
        long[] strides = node.shape().strides();
        List<Part> parts = new ArrayList<>();
        long start = 0;
        for (int i = 0; i < operands.size(); i++) {
            Shape shape = node.operands().get(i).shape();
            parts.add(part(operands.get(i), shape, 0, shape.strides(), start * strides[axis], strides));
            start += shape.length(axis);
        }
        return new CopyStep(result, false, parts, label);
    }

    /** All of a value, from end to end. */
    static Part whole(Value source) {
        Shape shape = source.type().shape();
        return part(source, shape, 0, shape.strides(), 0, shape.strides());
    }

    private static CopyStep copy(Value result, boolean zeroFirst, String label, Part part) {
        return new CopyStep(result, zeroFirst, List.of(part), label);
    }

    /** Drops axes of length 1 and merges neighbours that both sides step through evenly. */
    private static Part part(Value source, Shape shape, long sourceOffset, long[] from, long targetOffset, long[] to) {
        List<Integer> lengths = new ArrayList<>();
        List<Long> sourceStrides = new ArrayList<>();
        List<Long> targetStrides = new ArrayList<>();
        for (int axis = 0; axis < shape.rank(); axis++) {
            int length = shape.length(axis);
            int last = lengths.size() - 1;
            if (length == 1) {
                continue;
            }
            boolean merges = last >= 0
                    && (long) lengths.get(last) * length <= Integer.MAX_VALUE
                    && sourceStrides.get(last) == from[axis] * length
                    && targetStrides.get(last) == to[axis] * length;
            if (merges) {
                lengths.set(last, lengths.get(last) * length);
                sourceStrides.set(last, from[axis]);
                targetStrides.set(last, to[axis]);
            } else {
                lengths.add(length);
                sourceStrides.add(from[axis]);
                targetStrides.add(to[axis]);
            }
        }
        if (lengths.isEmpty()) {
            lengths.add(1);
            sourceStrides.add(1L);
            targetStrides.add(1L);
        }
        Axes axes = Axes.of(lengths.stream().mapToInt(Integer::intValue).toArray());
        return new Part(
                source, axes, sourceOffset, List.copyOf(sourceStrides), targetOffset, List.copyOf(targetStrides));
    }

    private static long offset(long[] strides, Axes starts) {
        long offset = 0;
        for (int axis = 0; axis < strides.length; axis++) {
            offset += strides[axis] * starts.get(axis);
        }
        return offset;
    }

    private static long outer(Shape shape, int axis) {
        return product(shape, 0, axis);
    }

    private static long inner(Shape shape, int axis) {
        return product(shape, axis + 1, shape.rank());
    }

    private static long product(Shape shape, int from, int to) {
        long product = 1;
        for (int axis = from; axis < to; axis++) {
            product *= shape.length(axis);
        }
        return product;
    }
}
