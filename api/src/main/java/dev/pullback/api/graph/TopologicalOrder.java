package dev.pullback.api.graph;

import dev.pullback.api.tensor.Traced;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Nodes with operands before users, in an order that depends on the graph alone. Without recursion: graphs can be deep. */
public final class TopologicalOrder {

    private TopologicalOrder() {}

    public static List<Traced> of(List<Traced> outputs) {
        List<Traced> ordered = new ArrayList<>();
        Set<Traced> done = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Visit> pending = new ArrayDeque<>();
        for (Traced output : outputs) {
            pending.push(new Visit(output));
            while (!pending.isEmpty()) {
                Visit visit = pending.peek();
                if (done.contains(visit.node)) {
                    pending.pop();
                } else if (visit.next < visit.node.operands().size()) {
                    Traced operand = visit.node.operands().get(visit.next++);
                    if (!done.contains(operand)) {
                        pending.push(new Visit(operand));
                    }
                } else {
                    done.add(visit.node);
                    ordered.add(visit.node);
                    pending.pop();
                }
            }
        }
        return List.copyOf(ordered);
    }

    private static final class Visit {
        private final Traced node;
        private int next;

        private Visit(Traced node) {
            this.node = node;
        }
    }
}
