package dev.pullback.api.plan;

import dev.pullback.api.graph.Graph;
import dev.pullback.api.graph.TopologicalOrder;
import dev.pullback.api.tensor.Traced;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The order in which nodes are computed: each just before it is first needed, for outputs in the order of their depth, which
 * is the longest way to them from an input. So the gradient of a layer's weights, and their update, come as soon as
 * backpropagation has reached the layer, after which its activations can be forgotten; in the order in which a caller lists
 * the outputs they might all come last.
 */
final class DepthOrder {

    private DepthOrder() {}

    static List<Traced> of(Graph graph) {
        Map<Traced, Integer> depths = new IdentityHashMap<>();
        for (Traced node : graph.nodes()) {
            int below = node.operands().stream().mapToInt(depths::get).max().orElse(-1);
            depths.put(node, below + 1);
        }
        return TopologicalOrder.of(graph.outputs().stream()
                .sorted(Comparator.comparing(depths::get))
                .toList());
    }
}
