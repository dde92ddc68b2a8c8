package dev.pullback.api.jacobian;

import dev.pullback.api.graph.Graph;
import dev.pullback.api.graph.Lowering;
import dev.pullback.api.graph.Simplifier;
import dev.pullback.api.op.Barrier;
import dev.pullback.api.op.Broadcast;
import dev.pullback.api.op.Constant;
import dev.pullback.api.op.Input;
import dev.pullback.api.op.Reshape;
import dev.pullback.api.tensor.Traced;
import java.util.List;
import java.util.Set;

/**
 * The values of a forward pass that its backward pass reads: what must wait in memory between the two. Nobody declares them.
 * A graph that holds both passes keeps a value until its last reader, so these are the ones that a gradient reads.
 *
 * @param values nodes of the simplified graph, in its order; inputs and constants, which exist anyway, are not among them
 */
public record SavedValues(List<Traced> values) {

    private static final Set<String> BACKWARD = Set.of(ReverseMode.PHASE, Recomputation.PHASE);

    public SavedValues {
        values = List.copyOf(values);
    }

    /** Of a graph that was traced from a gradient, such as that of {@link Derivatives#valueAndGradient}. */
    public static SavedValues of(Graph graph) {
        Graph simple = Simplifier.simplify(Lowering.lower(graph, op -> false));
        return new SavedValues(simple.nodes().stream()
                .filter(SavedValues::isBackward)
                .flatMap(node -> node.operands().stream())
                .map(SavedValues::behindViews)
                .filter(node -> !isBackward(node) && !(node.op() instanceof Input || node.op() instanceof Constant))
                .distinct()
                .sorted((a, b) -> Integer.compare(simple.indexOf(a), simple.indexOf(b)))
                .toList());
    }

    /** What they take in memory. */
    public long bytes() {
        return values.stream().mapToLong(node -> node.type().bytes()).sum();
    }

    private static boolean isBackward(Traced node) {
        return BACKWARD.contains(node.phase());
    }

    /** The value that is in memory where a node only shows it under another shape, or later. */
    private static Traced behindViews(Traced node) {
        Traced value = node;
        while (value.op() instanceof Reshape || value.op() instanceof Broadcast || value.op() instanceof Barrier) {
            value = value.operands().getFirst();
        }
        return value;
    }
}
