package dev.pullback.api.jacobian;

import dev.pullback.api.error.CallSite;
import dev.pullback.api.error.ConfigurationException;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.jacobian.Jacobian.At;
import dev.pullback.api.jacobian.Jacobian.Identity;
import dev.pullback.api.jacobian.Jacobian.OfGraph;
import dev.pullback.api.jacobian.Jacobian.Zero;
import dev.pullback.api.tensor.Apply;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.Traced;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A function at a point, with everything the chain rule needs: the value of every node of its graph, and from them the
 * Jacobian of any result with respect to any input. Made by {@link Derivatives#linearize}; for stored inputs the values are
 * stored beside them and live as long (a scope frees both).
 */
public final class Linearization {

    /** A Jacobian with more terms and links than this many per node of the graph is not written down as a formula. */
    private static final int FORMS_PER_NODE = 4;

    private final Graph graph;
    private final List<Tensor> point;
    private final Map<Traced, Tensor> values = new IdentityHashMap<>();

    /** @param graph of the function; its first inputs are those of the point */
    Linearization(Graph graph, List<? extends Tensor> point) {
        this.graph = graph;
        this.point = List.copyOf(point);
        graph.nodes().forEach(node -> values.put(node, node));
        // Constants stay in the graph, where they take no memory and can be recognized.
        Set<Traced> varying = ReverseMode.dependents(graph.nodes(), graph.inputs());
        List<Traced> computed = graph.nodes().stream().filter(varying::contains).toList();
        List<Tensor> results = Closures.applied(Graph.of(graph.inputs(), computed), this.point);
        for (int i = 0; i < computed.size(); i++) {
            values.put(computed.get(i), results.get(i));
        }
        for (int i = 0; i < point.size(); i++) {
            values.put(graph.inputs().get(i), point.get(i));
        }
    }

    /** The function's results at the point. */
    public List<Tensor> values() {
        return Apply.settle(
                graph.outputs().stream().map(this::valueOf).map(Tensor::node).toList(), point);
    }

    /**
     * The function's only result at the point.
     *
     * @throws ConfigurationException if it has several
     */
    public Tensor value() {
        requireSingle(graph.outputs().size(), "result", "values()");
        return values().getFirst();
    }

    /**
     * The Jacobian of the only result with respect to one input.
     *
     * @throws ConfigurationException if the function has several results, or no such input
     */
    public Jacobian wrt(int input) {
        requireSingle(graph.outputs().size(), "result", "jacobian(output, input)");
        return jacobian(0, input);
    }

    /**
     * The Jacobian of one result with respect to one input.
     *
     * @throws ConfigurationException if the function has no such result or input
     */
    public Jacobian jacobian(int output, int input) {
        requirePosition(output, graph.outputs().size(), "result");
        requirePosition(input, point.size(), "input");
        Jacobian map = Apply.together(() -> formed(output, input));
        return new At(Leaves.settled(map, point), point);
    }

    Tensor input(int input) {
        return point.get(input);
    }

    Tensor output(int output) {
        return valueOf(graph.outputs().get(output));
    }

    Tensor push(int output, int input, Tensor v) {
        return ForwardMode.push(
                        List.of(graph.outputs().get(output)),
                        List.of(graph.inputs().get(input)),
                        List.of(v),
                        this::valueOf)
                .getFirst();
    }

    Tensor pull(int output, int input, Tensor w) {
        return ReverseMode.pull(
                        List.of(graph.outputs().get(output)),
                        List.of(w),
                        List.of(graph.inputs().get(input)),
                        this::valueOf)
                .getFirst();
    }

    private Tensor valueOf(Traced node) {
        return values.get(node);
    }

    /** The chain rule over all ways from the input to the output, written down if it stays short. */
    private Jacobian formed(int output, int input) {
        Traced from = graph.inputs().get(input);
        Traced to = graph.outputs().get(output);
        Set<Traced> active = ReverseMode.dependents(graph.nodes(), List.of(from));
        Map<Traced, Jacobian> reached = new IdentityHashMap<>();
        reached.put(from, new Identity(from.type()));
        for (Traced node : graph.nodes()) {
            if (node != from && active.contains(node)) {
                Jacobian total = total(node, reached, from);
                if (Leaves.count(total) > FORMS_PER_NODE * graph.nodes().size()) {
                    return new OfGraph(this, output, input);
                }
                reached.put(node, total);
            }
        }
        return reached.getOrDefault(to, new Zero(from.type(), to.type()));
    }

    private Jacobian total(Traced node, Map<Traced, Jacobian> reached, Traced from) {
        List<Tensor> operands = node.operands().stream().map(this::valueOf).toList();
        Jacobian total = new Zero(from.type(), node.type());
        for (int operand = 0; operand < operands.size(); operand++) {
            Jacobian way = reached.get(node.operands().get(operand));
            if (way != null) {
                total = total.plus(way.then(Rules.jacobian(node.op(), operand, operands, valueOf(node))));
            }
        }
        return total;
    }

    private static void requireSingle(int count, String what, String instead) {
        if (count != 1) {
            throw new ConfigurationException(
                    "The function has %d %ss, not one; use %s%s".formatted(count, what, instead, CallSite.describe()));
        }
    }

    private static void requirePosition(int position, int count, String what) {
        if (position < 0 || position >= count) {
            throw new ConfigurationException("The function has no %s %d; %ss run from 0 to %d%s"
                    .formatted(what, position, what, count - 1, CallSite.describe()));
        }
    }
}
