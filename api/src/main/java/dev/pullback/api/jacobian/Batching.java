package dev.pullback.api.jacobian;

import dev.pullback.api.error.ConfigurationException;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.graph.Lowering;
import dev.pullback.api.graph.TopologicalOrder;
import dev.pullback.api.op.*;
import dev.pullback.api.tensor.Traced;
import dev.pullback.api.type.Axes;
import dev.pullback.api.type.Shape;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A linear map written for one vector, applied to many that lie along leading axes: every op on the way gets the leading axes
 * in front of its own. So no rule needs to know of them.
 */
final class Batching {

    private final Shape leading;
    private final Map<Traced, Traced> batched = new IdentityHashMap<>();

    private Batching(Shape leading) {
        this.leading = leading;
    }

    /**
     * @param one the input that the result was written for
     * @param many what takes its place, {@code [leading.., one..]}
     * @return {@code [leading.., result..]}
     */
    static Traced over(Shape leading, Traced one, Traced many, Traced result) {
        var batching = new Batching(leading);
        Traced lowered = lowered(one, result);
        batching.batched.put(one, many);
        for (Traced node : TopologicalOrder.of(List.of(lowered))) {
            if (node.operands().stream().anyMatch(batching.batched::containsKey)) {
                batching.batched.put(node, batching.with(node));
            }
        }
        return batching.spread(lowered);
    }

    private static Traced lowered(Traced one, Traced result) {
        List<Traced> inputs = new ArrayList<>(List.of(one));
        TopologicalOrder.of(List.of(result)).stream()
                .filter(node -> node.op() instanceof Input && !node.isCaptured() && node != one)
                .forEach(inputs::add);
        return Lowering.lower(Graph.of(inputs, List.of(result)), op -> false)
                .outputs()
                .getFirst();
    }

    private Traced with(Traced node) {
        Traced first = node.operands().getFirst();
        return switch (node.op()) {
            case Elementwise op ->
                Traced.of(op, node.operands().stream().map(this::spread).toList());
            case MatMul op -> matmul(op, first, node.operands().get(1));
            case Reshape(Shape shape) -> reshape(spread(first), joined(leading, shape));
            case Broadcast(Shape shape) -> broadcast(first, shape);
            case Transpose(Axes permutation) ->
                unary(
                        new Transpose(Axes.of(
                                IntStream.concat(front(), shifted(permutation)).toArray())),
                        first);
            case Sum(Axes axes) -> unary(new Sum(Axes.of(shifted(axes).toArray())), first);
            case ReduceMax(Axes axes) ->
                unary(new ReduceMax(Axes.of(shifted(axes).toArray())), first);
            case ArgMax(int axis) -> unary(new ArgMax(axis + leading.rank()), first);
            case Slice(Axes starts, Axes ends) -> unary(new Slice(whole(starts, false), whole(ends, true)), first);
            case Pad(Axes before, Axes after) -> unary(new Pad(whole(before, false), whole(after, false)), first);
            case Concat(int axis) ->
                Traced.of(
                        new Concat(axis + leading.rank()),
                        node.operands().stream().map(this::spread).toList());
            case Barrier op -> {
                Traced after = node.operands().get(1);
                yield Traced.of(op, List.of(spread(first), batched.getOrDefault(after, after)));
            }
            case Gather(int axis) -> indexed(new Gather(axis + leading.rank()), node);
            case ScatterAdd(int axis, int length) -> indexed(new ScatterAdd(axis + leading.rank(), length), node);
            case CustomOp _, Source _ -> throw notLinear(node);
        };
    }

    private Traced unary(Op op, Traced operand) {
        return Traced.of(op, List.of(spread(operand)));
    }

    /** Indices that depend on the vector would not be linear in it. */
    private Traced indexed(Op op, Traced node) {
        Traced indices = node.operands().get(1);
        if (batched.containsKey(indices)) {
            throw notLinear(node);
        }
        return Traced.of(op, List.of(spread(node.operands().getFirst()), indices));
    }

    private Traced broadcast(Traced operand, Shape shape) {
        int missing = shape.rank() - operand.shape().rank();
        int[] ones = IntStream.generate(() -> 1).limit(missing).toArray();
        Shape aligned = joined(joined(leading, Shape.of(ones)), operand.shape());
        return Traced.of(new Broadcast(joined(leading, shape)), List.of(reshape(spread(operand), aligned)));
    }

    /** A single matrix on one side serves all; on the left of many it may be a batch of rows itself. */
    private Traced matmul(MatMul op, Traced a, Traced b) {
        if (!batched.containsKey(b) && b.shape().rank() == 2 && !op.transposeA()) {
            return rows(op, batched.get(a), b);
        }
        boolean single = (!batched.containsKey(a) && a.shape().rank() == 2)
                || (!batched.containsKey(b) && b.shape().rank() == 2);
        if (single) {
            return Traced.of(op, List.of(batched.getOrDefault(a, a), batched.getOrDefault(b, b)));
        }
        Shape batch = batch(a.shape().rank() >= b.shape().rank() ? a : b);
        return Traced.of(op, List.of(inBatch(a, batch), inBatch(b, batch)));
    }

    /** All rows of all matrices times one matrix: a single product. */
    private static Traced rows(MatMul op, Traced a, Traced b) {
        Shape shape = a.shape();
        Shape flat = Shape.of(Math.toIntExact(shape.with(-1, 1).size()), shape.length(-1));
        Traced product = Traced.of(op, List.of(reshape(a, flat), b));
        return reshape(product, shape.with(-1, product.shape().length(-1)));
    }

    /** With the leading axes and the batch axes, whichever are missing. */
    private Traced inBatch(Traced matrices, Shape batch) {
        Traced spread = spread(matrices);
        Shape matrix = Shape.of(matrices.shape().length(-2), matrices.shape().length(-1));
        if (matrices.shape().rank() == 2 && batch.rank() > 0) {
            int[] ones = IntStream.generate(() -> 1).limit(batch.rank()).toArray();
            spread = reshape(spread, joined(joined(leading, Shape.of(ones)), matrix));
        }
        Shape wanted = joined(joined(leading, batch), matrix);
        return spread.shape().equals(wanted) ? spread : Traced.of(new Broadcast(wanted), List.of(spread));
    }

    /** The node with leading axes: what it became, or itself repeated. */
    private Traced spread(Traced node) {
        Traced known = batched.get(node);
        return known != null ? known : Traced.of(new Broadcast(joined(leading, node.shape())), List.of(node));
    }

    private IntStream front() {
        return IntStream.range(0, leading.rank());
    }

    private IntStream shifted(Axes axes) {
        return IntStream.of(axes.toArray()).map(axis -> axis + leading.rank());
    }

    /** Positions per axis that take the leading axes as they are: 0 in front, or their ends. */
    private Axes whole(Axes positions, boolean ends) {
        IntStream before = front().map(axis -> ends ? leading.length(axis) : 0);
        return Axes.of(
                IntStream.concat(before, IntStream.of(positions.toArray())).toArray());
    }

    private static Shape batch(Traced node) {
        int[] lengths = node.shape().lengths();
        return Shape.of(java.util.Arrays.copyOf(lengths, lengths.length - 2));
    }

    private static Shape joined(Shape front, Shape back) {
        return Shape.of(Stream.of(front, back)
                .flatMapToInt(shape -> IntStream.of(shape.lengths()))
                .toArray());
    }

    private static Traced reshape(Traced node, Shape shape) {
        return node.shape().equals(shape) ? node : Traced.of(new Reshape(shape), List.of(node));
    }

    private static ConfigurationException notLinear(Traced node) {
        return new ConfigurationException(
                "A Jacobian's push and pull must be linear in the direction, but %s depends on it".formatted(node));
    }
}
