package dev.pullback.api.plan;

import dev.pullback.api.graph.Graph;
import dev.pullback.api.op.Elementwise;
import dev.pullback.api.op.MatMul;
import dev.pullback.api.tensor.Traced;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which nodes become one kernel. An elementwise node joins the kernel of its users if they are all in one kernel, so a group
 * has a single result; a matrix product whose users are all in one group takes that group as its epilogue. So "bias and
 * sigmoid behind a layer's product", "times σ′ behind the product of the gradient" and "the update of the weights behind
 * the product that is their gradient" are three cases of one rule.
 */
final class Fusion {

    /** Larger groups would run out of registers or kernel arguments on small devices. */
    private static final int MAX_MEMBERS = 48;

    private final Map<Traced, Group> groups = new IdentityHashMap<>();
    private final Set<Traced> products = Collections.newSetFromMap(new IdentityHashMap<>());
    private final boolean fuses;

    /** Elementwise nodes of one shape that run as one loop. */
    static final class Group {
        private final List<Traced> members = new ArrayList<>();
        private Traced product;
        private boolean hasOwnProduct;

        /** In topological order; the last is the result. */
        List<Traced> members() {
            return members.reversed();
        }

        Traced root() {
            return members.getFirst();
        }

        /** The matrix product that this is the epilogue of, or null. */
        Traced product() {
            return product;
        }

        /** The operands of all members and of the product. */
        List<Traced> operands() {
            Stream<Traced> nodes =
                    product == null ? members.stream() : Stream.concat(members.stream(), Stream.of(product));
            return nodes.flatMap(node -> node.operands().stream()).toList();
        }

        /** Whether all that the members read can be addressed by batch, row and column of the product. */
        private boolean canFollow(Traced candidate) {
            var addressing = new ClusterBuilder(candidate.shape(), candidate, true, node -> null);
            return members.stream()
                    .flatMap(member -> member.operands().stream())
                    .filter(operand -> !members.contains(operand))
                    .allMatch(addressing::fitsEpilogue);
        }
    }

    private Fusion(boolean fuses) {
        this.fuses = fuses;
    }

    /** Every elementwise node alone. */
    static Fusion none(Graph graph) {
        var fusion = new Fusion(false);
        graph.nodes().stream().filter(node -> node.op() instanceof Elementwise).forEach(fusion::start);
        return fusion;
    }

    static Fusion of(Graph graph) {
        var fusion = new Fusion(true);
        Map<Traced, List<Traced>> users = users(graph);
        var products = new OwnProducts(graph, users);
        for (Traced node : graph.nodes().reversed()) {
            if (node.op() instanceof Elementwise) {
                Group group = fusion.commonGroup(node, users, graph);
                if (group != null
                        && group.members.size() < MAX_MEMBERS
                        && !products.isAnotherSum(node, group.hasOwnProduct)) {
                    group.members.add(node);
                    fusion.groups.put(node, group);
                } else {
                    group = fusion.start(node);
                }
                group.hasOwnProduct |= products.reads(node);
            }
        }
        for (Traced node : graph.nodes()) {
            if (node.op() instanceof MatMul) {
                Group group = fusion.commonGroup(node, users, graph);
                boolean free = group != null && group.product == null;
                if (free && group.root().dtype() == node.dtype() && group.canFollow(node)) {
                    group.product = node;
                    fusion.products.add(node);
                }
            }
        }
        return fusion;
    }

    /** Whether anything is fused at all; without it, broadcasts are written out as well. */
    boolean fuses() {
        return fuses;
    }

    /** The group that an elementwise node is in. */
    Group group(Traced node) {
        return groups.get(node);
    }

    /** Whether the node's value exists only inside another step. */
    boolean isInside(Traced node) {
        if (products.contains(node)) {
            return true;
        }
        Group group = groups.get(node);
        return group != null && group.root() != node;
    }

    private Group start(Traced node) {
        var group = new Group();
        group.members.add(node);
        groups.put(node, group);
        return group;
    }

    /** The one group that all users of the node are in, or null; the result of the graph has a user outside. */
    private Group commonGroup(Traced node, Map<Traced, List<Traced>> users, Graph graph) {
        if (graph.outputs().contains(node)) {
            return null;
        }
        Group common = null;
        for (Traced user : users.getOrDefault(node, List.of())) {
            Group group = groups.get(user);
            if (group == null || (common != null && common != group)) {
                return null;
            }
            common = group;
        }
        return common;
    }

    private static Map<Traced, List<Traced>> users(Graph graph) {
        Map<Traced, List<Traced>> users = new IdentityHashMap<>();
        for (Traced node : graph.nodes()) {
            for (Traced operand : node.operands()) {
                users.computeIfAbsent(operand, missing -> new ArrayList<>()).add(node);
            }
        }
        return users;
    }
}
