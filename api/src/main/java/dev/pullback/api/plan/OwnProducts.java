package dev.pullback.api.plan;

import dev.pullback.api.graph.Graph;
import dev.pullback.api.op.Add;
import dev.pullback.api.op.Elementwise;
import dev.pullback.api.op.MatMul;
import dev.pullback.api.tensor.Traced;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Elementwise nodes that could be the epilogue of a matrix product which nobody else reads. A kernel has one such product. In a
 * sum of many, as the gradient of weights is that are used many times, one kernel for all additions would have all the other
 * products wait for it in memory; a kernel for each lets each add to what the last has left, in as many steps.
 */
final class OwnProducts {

    private final Set<Traced> direct = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Traced> within = Collections.newSetFromMap(new IdentityHashMap<>());

    OwnProducts(Graph graph, Map<Traced, List<Traced>> users) {
        for (Traced node : graph.nodes()) {
            if (node.op() instanceof Elementwise) {
                List<Traced> own = node.operands().stream()
                        .filter(operand -> users.get(operand).size() == 1)
                        .toList();
                if (own.stream().anyMatch(operand -> operand.op() instanceof MatMul)) {
                    direct.add(node);
                }
                if (direct.contains(node) || own.stream().anyMatch(within::contains)) {
                    within.add(node);
                }
            }
        }
    }

    /** Whether an operand is such a product. */
    boolean reads(Traced node) {
        return direct.contains(node);
    }

    /** Whether this is made of such a product by elementwise ops that nobody else reads, or by ops that read it alone. */
    boolean isWithin(Traced node) {
        return within.contains(node);
    }

    /** Whether this adds up something with such a product in it, for a kernel that may have one already. */
    boolean isAnotherSum(Traced node, boolean hasOne) {
        return hasOne && node.op() instanceof Add && within.contains(node);
    }
}
