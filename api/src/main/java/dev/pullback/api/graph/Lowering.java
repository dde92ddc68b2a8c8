package dev.pullback.api.graph;

import dev.pullback.api.error.ConfigurationException;
import dev.pullback.api.error.UnsupportedOpException;
import dev.pullback.api.op.CustomOp;
import dev.pullback.api.tensor.Apply;
import dev.pullback.api.tensor.Composite;
import dev.pullback.api.tensor.Traced;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Replaces custom ops by what they mean in the vocabulary, for backends that have no kernel of their own for them. */
public final class Lowering {

    private Lowering() {}

    /** @param keeps whether the backend itself runs a node, whose op is a custom op */
    public static Graph lower(Graph graph, Predicate<Traced> keeps) {
        boolean nothingToDo =
                graph.nodes().stream().noneMatch(node -> node.op() instanceof CustomOp && !keeps.test(node));
        if (nothingToDo) {
            return graph;
        }
        Map<Traced, Traced> lowered = new IdentityHashMap<>();
        for (Traced node : graph.nodes()) {
            List<Traced> operands = node.operands().stream().map(lowered::get).toList();
            Traced result = node;
            if (node.op() instanceof CustomOp custom && !keeps.test(node)) {
                result = meaning(custom, operands);
            } else if (!operands.equals(node.operands())) {
                result = Traced.of(node.op(), operands, node.phase());
            }
            lowered.put(node, result);
        }
        Graph rewritten =
                graph.withOutputs(graph.outputs().stream().map(lowered::get).toList());
        if (rewritten.inputs().size() != graph.inputs().size()) {
            throw new ConfigurationException(
                    "The lowering of a custom op used a tensor with stored values; give it to the op as an operand instead");
        }
        // A lowering may itself use custom ops.
        return lower(rewritten, keeps);
    }

    private static Traced meaning(CustomOp op, List<Traced> operands) {
        if (op instanceof Composite composite) {
            // Operands with values must not be computed with here: the lowering is to become part of the graph.
            return Traced.inPhase(
                    op.name(),
                    () -> Apply.together(
                            () -> composite.lower(List.copyOf(operands)).node()));
        }
        throw new UnsupportedOpException("Custom op %s has no lowering: let it implement Composite".formatted(op));
    }
}
