package dev.pullback.diagram;

import dev.pullback.api.graph.Graph;
import dev.pullback.api.op.Broadcast;
import dev.pullback.api.op.Constant;
import dev.pullback.api.op.Reshape;
import dev.pullback.api.tensor.Traced;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/** The nodes that are one number everywhere, and are drawn as that number in the label of their user. */
final class FoldedConstants {

    private final Map<Traced, Double> values = new IdentityHashMap<>();

    private FoldedConstants() {}

    static FoldedConstants of(Graph graph) {
        var constants = new FoldedConstants();
        for (Traced node : graph.nodes()) {
            if (!graph.outputs().contains(node)) {
                constants.consider(node);
            }
        }
        return constants;
    }

    boolean isFolded(Traced node) {
        return values.containsKey(node);
    }

    /** The number, where a node is one. */
    Optional<String> text(Traced node) {
        return Optional.ofNullable(values.get(node)).map(Numbers::shortest);
    }

    private void consider(Traced node) {
        switch (node.op()) {
            case Constant constant -> values.put(node, constant.value());
            case Broadcast _, Reshape _ -> {
                Double operand = values.get(node.operands().getFirst());
                if (operand != null) {
                    values.put(node, operand);
                }
            }
            default -> {}
        }
    }
}
