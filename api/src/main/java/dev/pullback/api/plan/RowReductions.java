package dev.pullback.api.plan;

import dev.pullback.api.graph.Graph;
import dev.pullback.api.op.Broadcast;
import dev.pullback.api.op.Elementwise;
import dev.pullback.api.op.Reshape;
import dev.pullback.api.tensor.Traced;
import dev.pullback.api.type.Axes;
import dev.pullback.api.type.Shape;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The reductions of rows that are worth a {@link RowGroup}: what they come to is repeated along the row again, or meets what
 * another reduction of such rows came to.
 */
final class RowReductions {

    private final Set<Traced> worthwhile = Collections.newSetFromMap(new IdentityHashMap<>());

    /** For a node with one element per row: of each shape of rows, a reduction that it is made of. */
    private final Map<Traced, Map<Shape, Traced>> origins = new IdentityHashMap<>();

    RowReductions(Graph graph) {
        graph.nodes().forEach(this::see);
    }

    boolean any() {
        return !worthwhile.isEmpty();
    }

    boolean isWorthwhile(Traced reduction) {
        return worthwhile.contains(reduction);
    }

    private void see(Traced node) {
        if (RowGroup.isReduction(node)) {
            origins.put(node, Map.of(rows(node), node));
        } else if (node.op() instanceof Elementwise) {
            node.operands().forEach(operand -> meet(node, operand));
        } else if (node.op() instanceof Reshape) {
            Traced operand = node.operands().getFirst();
            Map<Shape, Traced> kept = new HashMap<>(originsOf(operand));
            kept.keySet().removeIf(rows -> !isOnePerRow(node.shape(), rows));
            if (!kept.isEmpty()) {
                origins.put(node, kept);
            }
        } else if (node.op() instanceof Broadcast) {
            Traced repeated = originsOf(node.operands().getFirst()).get(node.shape());
            if (repeated != null) {
                worthwhile.add(repeated);
            }
        }
    }

    private void meet(Traced node, Traced operand) {
        originsOf(operand).forEach((rows, reduction) -> {
            Traced other =
                    origins.computeIfAbsent(node, missing -> new HashMap<>()).putIfAbsent(rows, reduction);
            if (other != null && other != reduction) {
                worthwhile.add(other);
                worthwhile.add(reduction);
            }
        });
    }

    private Map<Shape, Traced> originsOf(Traced node) {
        return origins.getOrDefault(node, Map.of());
    }

    private static Shape rows(Traced reduction) {
        return reduction.operands().getFirst().shape();
    }

    static boolean isOnePerRow(Shape shape, Shape rows) {
        return shape.equals(rows.with(-1, 1)) || shape.equals(rows.without(Axes.of(rows.rank() - 1)));
    }
}
