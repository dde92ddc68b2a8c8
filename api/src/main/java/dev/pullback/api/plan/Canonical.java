package dev.pullback.api.plan;

import dev.pullback.api.graph.Graph;
import dev.pullback.api.graph.Lowering;
import dev.pullback.api.graph.Simplifier;
import dev.pullback.api.op.ReduceMax;
import dev.pullback.api.op.Sum;
import dev.pullback.api.tensor.Traced;
import dev.pullback.api.type.Axes;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Brings a graph into the form that steps know: lowered, simplified, each reduction over neighbouring axes only. */
final class Canonical {

    private Canonical() {}

    static Graph form(Graph graph) {
        Graph simple = Simplifier.simplify(Lowering.lower(graph, op -> false));
        Map<Traced, Traced> replaced = new IdentityHashMap<>();
        for (Traced node : simple.nodes()) {
            List<Traced> operands = node.operands().stream().map(replaced::get).toList();
            replaced.put(
                    node,
                    switch (node.op()) {
                        case Sum(Axes axes) -> reduced(node, operands.getFirst(), axes, Sum::new);
                        case ReduceMax(Axes axes) -> reduced(node, operands.getFirst(), axes, ReduceMax::new);
                        default ->
                            operands.equals(node.operands()) ? node : Traced.of(node.op(), operands, node.phase());
                    });
        }
        return simple.withOutputs(simple.outputs().stream().map(replaced::get).toList());
    }

    /**
     * One reduction per run of neighbouring axes, the last run first, so that earlier axes keep their numbers. A run is no
     * longer than a step can count.
     */
    private static Traced reduced(
            Traced node, Traced operand, Axes axes, Function<Axes, dev.pullback.api.op.Op> reduction) {
        Traced result = operand;
        int end = axes.count();
        while (end > 0) {
            int start = end - 1;
            long length = operand.shape().length(axes.get(start));
            while (start > 0
                    && axes.get(start - 1) == axes.get(start) - 1
                    && length * operand.shape().length(axes.get(start - 1)) <= Integer.MAX_VALUE) {
                start--;
                length *= operand.shape().length(axes.get(start));
            }
            Axes run = Axes.of(Arrays.copyOfRange(axes.toArray(), start, end));
            result = Traced.of(reduction.apply(run), List.of(result), node.phase());
            end = start;
        }
        return result;
    }
}
