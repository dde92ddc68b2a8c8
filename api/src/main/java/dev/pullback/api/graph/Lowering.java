package dev.pullback.api.graph;

import dev.pullback.api.error.UnsupportedOpException;
import dev.pullback.api.op.CustomOp;
import dev.pullback.api.tensor.Composite;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.Traced;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Replaces custom ops by what they mean in the vocabulary, for backends that have no kernel of their own for them. */
public final class Lowering {

    private Lowering() {}

    /** @param keeps the custom ops that the backend runs itself */
    public static Graph lower(Graph graph, Predicate<CustomOp> keeps) {
        boolean nothingToDo =
                graph.nodes().stream().noneMatch(node -> node.op() instanceof CustomOp custom && !keeps.test(custom));
        if (nothingToDo) {
            return graph;
        }
        Map<Traced, Traced> lowered = new IdentityHashMap<>();
        for (Traced node : graph.nodes()) {
            List<Traced> operands = node.operands().stream().map(lowered::get).toList();
            Traced result = node;
            if (node.op() instanceof CustomOp custom && !keeps.test(custom)) {
                result = meaning(custom, operands);
            } else if (!operands.equals(node.operands())) {
                result = Traced.of(node.op(), operands, node.phase());
            }
            lowered.put(node, result);
        }
        // A lowering may itself use custom ops.
        return lower(
                graph.withOutputs(graph.outputs().stream().map(lowered::get).toList()), keeps);
    }

    private static Traced meaning(CustomOp op, List<Traced> operands) {
        if (op instanceof Composite composite) {
            return Traced.inPhase(op.name(), () -> {
                Tensor result = composite.lower(List.copyOf(operands));
                return result.node();
            });
        }
        throw new UnsupportedOpException("Custom op %s has no lowering: let it implement Composite".formatted(op));
    }
}
