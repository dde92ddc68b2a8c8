package dev.pullback.api.plan;

import dev.pullback.api.op.Barrier;
import dev.pullback.api.op.Broadcast;
import dev.pullback.api.op.Reshape;
import dev.pullback.api.tensor.Traced;
import java.util.Collection;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What a step waits for beside the values that it reads. A barrier moves nothing and so is no step: it is kept as a
 * condition on whoever reads the value behind it, directly or through a view.
 */
final class Barriers {

    private final Function<Traced, Value> values;
    private final Map<Traced, Set<Value>> conditions = new IdentityHashMap<>();

    /** @param values the stored value of a node */
    Barriers(Function<Traced, Value> values) {
        this.values = values;
    }

    /** Takes note of a node; its operands have been seen before. */
    void see(Traced node) {
        switch (node.op()) {
            case Barrier _ -> {
                Set<Value> met = new HashSet<>(of(node.operands()));
                met.add(values.apply(node.operands().getLast()));
                conditions.put(node, met);
            }
            case Reshape _, Broadcast _ -> {
                Set<Value> met = of(node.operands());
                if (!met.isEmpty()) {
                    conditions.put(node, met);
                }
            }
            default -> {}
        }
    }

    /** What must have been computed before these nodes may be read. */
    Set<Value> of(Collection<Traced> nodes) {
        Set<Value> met = new HashSet<>();
        nodes.forEach(node -> met.addAll(conditions.getOrDefault(node, Set.of())));
        return met;
    }
}
