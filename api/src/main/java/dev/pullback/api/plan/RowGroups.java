package dev.pullback.api.plan;

import dev.pullback.api.graph.Graph;
import dev.pullback.api.op.Elementwise;
import dev.pullback.api.tensor.Traced;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which nodes run row by row: softmax, log-sum-exp, normalised rows and what is pulled back through them. A node joins the
 * groups of its users if all of them are in groups; of two results that need the same reduction of a row each computes it
 * anew, which costs less than to store it. What could be the epilogue of a matrix product stays with that.
 */
final class RowGroups {

    /** How many results compute a node anew, at most. */
    private static final int MOST_GROUPS = 2;

    private final Map<Traced, List<RowGroup>> groups = new IdentityHashMap<>();

    private RowGroups() {}

    static RowGroups none() {
        return new RowGroups();
    }

    /** @param most nodes of a group */
    static RowGroups of(Graph graph, Map<Traced, List<Traced>> users, OwnProducts products, int most) {
        var reductions = new RowReductions(graph);
        Set<Traced> apart = Collections.newSetFromMap(new IdentityHashMap<>());
        graph.nodes().stream()
                .filter(node -> RowGroup.isReduction(node) ? !reductions.isWorthwhile(node) : products.isWithin(node))
                .forEach(apart::add);
        if (!reductions.any()) {
            return none();
        }
        while (true) {
            var rows = new RowGroups();
            for (Traced node : graph.nodes().reversed()) {
                if (!apart.contains(node)) {
                    rows.place(
                            node,
                            users.getOrDefault(node, List.of()),
                            graph.outputs().contains(node),
                            most);
                }
            }
            // What turns out to be nothing but a loop is no group, and then its members have users outside.
            if (!rows.dissolve(apart, users)) {
                return rows;
            }
        }
    }

    boolean contains(Traced node) {
        return groups.containsKey(node);
    }

    /** The group whose result a node is, or null. */
    RowGroup group(Traced root) {
        List<RowGroup> of = groups.get(root);
        return of != null && of.getFirst().root() == root ? of.getFirst() : null;
    }

    private void place(Traced node, List<Traced> users, boolean isOutput, int most) {
        List<RowGroup> joined = isOutput ? List.of() : groupsOf(users);
        boolean joins = !joined.isEmpty()
                && joined.size() <= MOST_GROUPS
                && joined.stream().allMatch(group -> group.size() < most && group.accepts(node));
        if (joins) {
            joined.forEach(group -> group.add(node));
            groups.put(node, joined);
        } else if (node.op() instanceof Elementwise || RowGroup.isReduction(node)) {
            groups.put(node, List.of(new RowGroup(node)));
        }
    }

    /** Of all users together, or none if one of them is in no group. */
    private List<RowGroup> groupsOf(List<Traced> users) {
        if (!users.stream().allMatch(groups::containsKey)) {
            return List.of();
        }
        return users.stream()
                .map(groups::get)
                .flatMap(Collection::stream)
                .distinct()
                .toList();
    }

    /**
     * Whether there were groups that are none; what no other group can be made of is set apart: all of a loop, and of a single
     * reduction everything but what is reduced. A group that another one did not take waits until it is clear that the other
     * stays.
     */
    private boolean dissolve(Set<Traced> apart, Map<Traced, List<Traced>> users) {
        int before = apart.size();
        groups.forEach((node, of) -> {
            if (of.stream().noneMatch(group -> group.isReducedFrom(node) || isKept(group, users))) {
                apart.add(node);
            }
        });
        return apart.size() > before;
    }

    private boolean isKept(RowGroup group, Map<Traced, List<Traced>> users) {
        return group.isMixed()
                || users.getOrDefault(group.root(), List.of()).stream()
                        .flatMap(user -> groups.getOrDefault(user, List.of()).stream())
                        .anyMatch(other -> other.hasSpace() && !other.isMixed());
    }
}
