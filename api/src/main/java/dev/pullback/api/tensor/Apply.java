package dev.pullback.api.tensor;

import dev.pullback.api.error.CallSite;
import dev.pullback.api.error.ShapeException;
import dev.pullback.api.op.Op;
import dev.pullback.api.op.Sum;
import dev.pullback.api.type.Axes;
import dev.pullback.api.type.Shape;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How an op is applied. A node is built from the operands' nodes; if all its leaves have values it is run at once by the
 * backend that holds them, otherwise it waits in the graph. There is one mechanism for both.
 */
public final class Apply {

    private static final ScopedValue<Boolean> TOGETHER = ScopedValue.newInstance();

    private Apply() {}

    /**
     * Runs code whose ops wait for each other: what they make stays in the graph, even where all leaves have values, until
     * {@link #settle(List, List)} runs it as one program.
     */
    public static <T> T together(Supplier<T> code) {
        return ScopedValue.where(TOGETHER, true).call(code::get);
    }

    /** The op on operands that fit it exactly. */
    public static Tensor op(Op op, Tensor... operands) {
        return settle(Traced.of(op, Stream.of(operands).map(Tensor::node).toList()));
    }

    /** The op on operands that are broadcast to their common shape first. */
    static Tensor broadcasting(Op op, Tensor... operands) {
        Shape common = operands[0].shape();
        for (Tensor operand : operands) {
            common = common == null ? null : Shape.broadcast(common, operand.shape());
        }
        if (common == null) {
            String types = Arrays.stream(operands).map(t -> t.type().toString()).collect(Collectors.joining(", "));
            throw new ShapeException(
                    "%s(%s): the shapes do not broadcast to a common one; aligned at the last axis, lengths must agree or be 1%s"
                            .formatted(op.name(), types, CallSite.describe()));
        }
        Shape shape = common;
        return settle(Traced.of(
                op,
                Stream.of(operands)
                        .map(operand -> broadcast(operand.node(), shape))
                        .toList()));
    }

    /** A node broadcast to a shape, without running anything yet. */
    static Traced broadcast(Traced node, Shape shape) {
        return node.shape().equals(shape) ? node : Traced.of(new dev.pullback.api.op.Broadcast(shape), List.of(node));
    }

    static Tensor sumTo(Tensor tensor, Shape target) {
        Shape from = tensor.shape();
        if (from.equals(target)) {
            return tensor;
        }
        int missing = from.rank() - target.rank();
        int[] repeated = IntStream.range(0, from.rank())
                .filter(axis -> axis < missing || (target.length(axis - missing) == 1 && from.length(axis) != 1))
                .toArray();
        return atOnce(() -> {
            Tensor summed = repeated.length == 0 ? tensor : op(new Sum(Axes.of(repeated)), tensor);
            return summed.reshape(target);
        });
    }

    /** An expression of several ops as one program: what lies between them is never a tensor that somebody would have to close. */
    static Tensor atOnce(Supplier<Tensor> expression) {
        return settle(together(expression).node());
    }

    /** Runs the node now if every leaf has a value and at least one is stored; otherwise leaves it in the graph. */
    static Tensor settle(Traced node) {
        return settle(List.of(node)).getFirst();
    }

    /** Runs those of the nodes together that can run now; the others stay in the graph. */
    private static List<Tensor> settle(List<Traced> nodes) {
        return settle(nodes, List.of());
    }

    /**
     * As {@link #settle(List)}, for the results of a function of these arguments: if they all are stored, a result that
     * depends on none of them is stored beside them too.
     */
    public static List<Tensor> settle(List<Traced> nodes, List<? extends Tensor> arguments) {
        if (TOGETHER.isBound()) {
            return nodes.stream().map(Apply::valueOf).toList();
        }
        boolean allStored = !arguments.isEmpty() && arguments.stream().allMatch(Stored.class::isInstance);
        List<Traced> ready = nodes.stream()
                .filter(node -> !node.isOpen() && !node.isCaptured())
                .filter(node -> allStored || anyStored(node) != null)
                .distinct()
                .toList();
        if (ready.isEmpty()) {
            return nodes.stream().map(Apply::valueOf).toList();
        }
        Stored home = allStored ? arguments.getFirst().stored() : anyStored(ready.getFirst());
        List<Stored> values = home.evaluate(ready);
        return nodes.stream()
                .map(node -> ready.contains(node) ? values.get(ready.indexOf(node)) : valueOf(node))
                .toList();
    }

    private static Tensor valueOf(Traced node) {
        return node.isCaptured() ? node.stored() : node;
    }

    private static Stored anyStored(Traced node) {
        var pending = new ArrayDeque<Traced>(List.of(node));
        while (!pending.isEmpty()) {
            Traced next = pending.pop();
            if (next.isCaptured()) {
                return next.stored();
            }
            pending.addAll(next.operands());
        }
        return null;
    }
}
