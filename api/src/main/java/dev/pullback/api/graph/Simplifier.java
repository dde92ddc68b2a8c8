package dev.pullback.api.graph;

import dev.pullback.api.op.Input;
import dev.pullback.api.op.Op;
import dev.pullback.api.tensor.Traced;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rebuilds a graph with less to do and the same result: equal nodes become one, constants are folded, identities dropped,
 * transposes absorbed by matmul; what no output needs disappears.
 */
public final class Simplifier {

    private final Map<Traced, Traced> rewritten = new IdentityHashMap<>();
    private final Map<Key, Traced> known = new HashMap<>();
    private final Map<Traced, Integer> numbers = new IdentityHashMap<>();

    private Simplifier() {}

    public static Graph simplify(Graph graph) {
        var pass = new Simplifier();
        for (Traced node : graph.nodes()) {
            pass.rewritten.put(node, node.op() instanceof Input ? node : pass.rewrite(node));
        }
        return graph.withOutputs(
                graph.outputs().stream().map(pass.rewritten::get).toList());
    }

    private Traced rewrite(Traced node) {
        List<Traced> operands = node.operands().stream().map(rewritten::get).toList();
        Traced candidate = unique(node.op(), operands, node.phase());
        // A rewrite can make another possible, on the node it returned or one below it; every rule shrinks the graph.
        for (Traced simpler = Rewrites.simpler(candidate); simpler != null; simpler = Rewrites.simpler(candidate)) {
            candidate = simpler.op() instanceof Input
                    ? simpler
                    : unique(
                            simpler.op(),
                            simpler.operands().stream().map(this::settled).toList(),
                            simpler.phase());
        }
        return candidate;
    }

    /** Operands that a rule has just made are themselves looked up, so that they too exist once. */
    private Traced settled(Traced node) {
        return numbers.containsKey(node) || node.op() instanceof Input
                ? node
                : unique(node.op(), node.operands().stream().map(this::settled).toList(), node.phase());
    }

    private Traced unique(Op op, List<Traced> operands, String phase) {
        Key key = new Key(op, operands.stream().map(this::number).toList());
        return known.computeIfAbsent(key, missing -> {
            Traced made = Traced.of(op, operands, phase);
            number(made);
            return made;
        });
    }

    private int number(Traced node) {
        return numbers.computeIfAbsent(node, missing -> numbers.size());
    }

    private record Key(Op op, List<Integer> operands) {}
}
