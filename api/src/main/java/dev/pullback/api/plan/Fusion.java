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
 * has a single result. A matrix product or a reduction whose users are all in one group takes that group as its epilogue; a
 * group whose only user is a reduction becomes its prologue. So "bias and sigmoid behind a layer's product", "times σ′ behind
 * the product of the gradient", "the update of the weights behind the product that is their gradient" and "the mean of
 * squares" are four cases of two rules. Where rows are reduced and what they come to is used for each of their elements,
 * {@link RowGroups} comes first.
 */
final class Fusion {

    /** Larger groups would run out of registers or kernel arguments on small devices. */
    private static final int MAX_MEMBERS = 48;

    private final Map<Traced, Group> groups = new IdentityHashMap<>();
    private final Map<Traced, Group> prologues = new IdentityHashMap<>();
    private final Set<Traced> inside = Collections.newSetFromMap(new IdentityHashMap<>());
    private final boolean fuses;
    private RowGroups rows = RowGroups.none();

    /** Elementwise nodes of one shape that run as one loop. */
    static final class Group {
        private final List<Traced> members = new ArrayList<>();
        private Traced core;
        private boolean hasOwnProduct;

        /** In topological order; the last is the result. */
        List<Traced> members() {
            return members.reversed();
        }

        Traced root() {
            return members.getFirst();
        }

        /** The matrix product or the reduction that this is the epilogue of, or null. */
        Traced core() {
            return core;
        }

        /** Whether all that the members read can be addressed by what the core calls batch, row and column. */
        private boolean canFollow(Traced candidate) {
            int rank = candidate.shape().rank();
            boolean product = candidate.op() instanceof MatMul;
            int firstRow = product ? rank - 2 : 0;
            int firstColumn = product ? rank - 1 : ReductionView.of(candidate).firstAxis();
            var addressing = new ClusterBuilder(candidate.shape(), candidate, true, node -> null);
            return candidate.dtype() == root().dtype()
                    && read().allMatch(operand -> addressing.fits(operand, firstRow, firstColumn));
        }

        /** Whether all that the members read can be read in the order in which a reduction asks for it. */
        private boolean canPrecede(Traced reduction) {
            int firstColumn = ReductionView.of(reduction).firstColumn();
            var addressing = new ClusterBuilder(root().shape(), null, true, node -> null);
            return read().allMatch(operand -> addressing.fits(operand, firstColumn));
        }

        private Stream<Traced> read() {
            return members.stream()
                    .flatMap(member -> member.operands().stream())
                    .filter(operand -> !members.contains(operand));
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
        fusion.rows = RowGroups.of(graph, users, products, MAX_MEMBERS);
        for (Traced node : graph.nodes().reversed()) {
            if (node.op() instanceof Elementwise && !fusion.rows.contains(node)) {
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
        graph.nodes().stream()
                .filter(node -> node.op() instanceof MatMul)
                .forEach(product -> fusion.addEpilogue(product, users, graph));
        List<Traced> reductions = graph.nodes().stream()
                .filter(node -> ReductionView.canFuse(node) && !fusion.rows.contains(node))
                .toList();
        reductions.forEach(reduction -> fusion.addEpilogue(reduction, users, graph));
        reductions.forEach(reduction -> fusion.addPrologue(reduction, users, graph));
        return fusion;
    }

    private void addEpilogue(Traced core, Map<Traced, List<Traced>> users, Graph graph) {
        Group group = commonGroup(core, users, graph);
        if (group != null && group.core == null && group.canFollow(core)) {
            group.core = core;
            inside.add(core);
        }
    }

    private void addPrologue(Traced reduction, Map<Traced, List<Traced>> users, Graph graph) {
        Traced source = reduction.operands().getFirst();
        Group group = groups.get(source);
        Group epilogue = inside.contains(reduction) ? commonGroup(reduction, users, graph) : null;
        int members = group == null ? 0 : group.members.size() + (epilogue == null ? 0 : epilogue.members.size());
        boolean free = group != null
                && group.core == null
                && users.get(source).size() == 1
                && !graph.outputs().contains(source);
        if (free && members <= MAX_MEMBERS && group.canPrecede(reduction)) {
            prologues.put(reduction, group);
            inside.add(source);
        }
    }

    /** Whether anything is fused at all; without it, broadcasts are written out as well. */
    boolean fuses() {
        return fuses;
    }

    /** The group that an elementwise node is in. */
    Group group(Traced node) {
        return groups.get(node);
    }

    /** The group whose result a node is and that runs row by row, or null. */
    RowGroup rows(Traced node) {
        return rows.group(node);
    }

    /** The group that is computed while a reduction reads it, or null. */
    Group prologue(Traced reduction) {
        return prologues.get(reduction);
    }

    /** Whether the node's value exists only inside another step. */
    boolean isInside(Traced node) {
        Group group = groups.get(node);
        return inside.contains(node)
                || (group != null && group.root() != node)
                || (rows.contains(node) && rows.group(node) == null);
    }

    /** The operands of all nodes that are computed in the step of a node. */
    List<Traced> operands(Traced node) {
        RowGroup row = rows.group(node);
        if (row != null) {
            return row.members().stream()
                    .flatMap(member -> member.operands().stream())
                    .toList();
        }
        Group group = groups.get(node);
        Traced core = group == null ? node : group.core;
        Group prologue = core == null ? null : prologues.get(core);
        Stream<Traced> computed = Stream.of(
                        group == null ? List.of(node) : group.members,
                        core == null ? List.<Traced>of() : List.of(core),
                        prologue == null ? List.<Traced>of() : prologue.members)
                .flatMap(List::stream);
        return computed.flatMap(member -> member.operands().stream()).toList();
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
