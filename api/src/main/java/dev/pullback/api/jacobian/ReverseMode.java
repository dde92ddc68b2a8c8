package dev.pullback.api.jacobian;

import dev.pullback.api.graph.TopologicalOrder;
import dev.pullback.api.tensor.Functions;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.Traced;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Backpropagation: the chain rule from the outputs back to the inputs, pulling a cotangent through the Jacobian of every
 * node on the way. A node used several times gets the sum of what its users pull. Zeros are not pulled.
 */
final class ReverseMode {

    /** The phase of what it makes. */
    static final String PHASE = "gradient";

    private final Map<Traced, Tensor> cotangents = new IdentityHashMap<>();
    private final Function<Traced, Tensor> values;

    private ReverseMode(Function<Traced, Tensor> values) {
        this.values = values;
    }

    static List<Tensor> pull(List<Traced> outputs, List<? extends Tensor> cotangents, List<Traced> wrt) {
        return pull(outputs, cotangents, wrt, node -> node);
    }

    /** @param values what stands for each node at the point: itself, or its value */
    static List<Tensor> pull(
            List<Traced> outputs,
            List<? extends Tensor> cotangents,
            List<Traced> wrt,
            Function<Traced, Tensor> values) {
        return Traced.inPhase(PHASE, () -> new ReverseMode(values).run(outputs, cotangents, wrt));
    }

    private List<Tensor> run(List<Traced> outputs, List<? extends Tensor> given, List<Traced> wrt) {
        List<Traced> nodes = TopologicalOrder.of(outputs);
        Set<Traced> active = dependents(nodes, wrt);
        for (int i = 0; i < outputs.size(); i++) {
            if (!Zeros.isZero(given.get(i))) {
                accumulate(outputs.get(i), given.get(i));
            }
        }
        Map<Traced, List<Traced>> checkpoints = Recomputation.byFirst(nodes);
        for (Traced node : nodes.reversed()) {
            if (node.op() instanceof Checkpoint) {
                pullThroughAll(checkpoints.getOrDefault(node, List.of()), active);
            } else if (active.contains(node) && cotangents.containsKey(node)) {
                pullThrough(node, active);
            }
        }
        return wrt.stream()
                .map(node -> cotangents.getOrDefault(node, Functions.constant(node.type(), 0)))
                .toList();
    }

    private void pullThrough(Traced node, Set<Traced> active) {
        Tensor cotangent = cotangents.get(node);
        List<Tensor> operands = node.operands().stream().map(values).toList();
        for (int operand = 0; operand < operands.size(); operand++) {
            Traced target = node.operands().get(operand);
            if (active.contains(target)) {
                Jacobian local = Rules.jacobian(node.op(), operand, operands, values.apply(node));
                if (!(local instanceof Jacobian.Zero)) {
                    accumulate(target, Application.pull(local, cotangent));
                }
            }
        }
    }

    /** Through a checkpointed function, which is computed again only once for all its results. */
    private void pullThroughAll(List<Traced> results, Set<Traced> active) {
        List<Traced> reached = results.stream().filter(cotangents::containsKey).toList();
        if (reached.isEmpty() || !active.contains(reached.getFirst())) {
            return;
        }
        List<Traced> operands = reached.getFirst().operands();
        List<Integer> wrt = IntStream.range(0, operands.size())
                .filter(i -> active.contains(operands.get(i))
                        && operands.get(i).dtype().isFloating())
                .boxed()
                .toList();
        List<Tensor> pulled = Recomputation.pull(
                reached.stream().map(node -> (Checkpoint) node.op()).toList(),
                operands.stream().map(values).toList(),
                reached.stream().map(cotangents::get).toList(),
                wrt);
        for (int i = 0; i < wrt.size(); i++) {
            if (!Zeros.isZero(pulled.get(i))) {
                accumulate(operands.get(wrt.get(i)), pulled.get(i));
            }
        }
    }

    private void accumulate(Traced node, Tensor cotangent) {
        cotangents.merge(node, cotangent, Tensor::add);
    }

    /** The nodes that depend on one of the variables: no other needs a cotangent. */
    static Set<Traced> dependents(List<Traced> nodes, List<Traced> variables) {
        Set<Traced> active = Collections.newSetFromMap(new IdentityHashMap<>());
        active.addAll(variables);
        for (Traced node : nodes) {
            if (node.operands().stream().anyMatch(active::contains)) {
                active.add(node);
            }
        }
        return active;
    }
}
