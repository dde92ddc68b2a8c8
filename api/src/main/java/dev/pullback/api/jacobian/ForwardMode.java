package dev.pullback.api.jacobian;

import dev.pullback.api.graph.TopologicalOrder;
import dev.pullback.api.tensor.Functions;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.Traced;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** The chain rule from the inputs on: a tangent is pushed through the Jacobian of every node. Zeros are not pushed. */
final class ForwardMode {

    private final Map<Traced, Tensor> tangents = new IdentityHashMap<>();
    private final Function<Traced, Tensor> values;

    private ForwardMode(Function<Traced, Tensor> values) {
        this.values = values;
    }

    static List<Tensor> push(List<Traced> outputs, List<Traced> wrt, List<? extends Tensor> tangents) {
        return push(outputs, wrt, tangents, node -> node);
    }

    /** @param values what stands for each node at the point: itself, or its value */
    static List<Tensor> push(
            List<Traced> outputs, List<Traced> wrt, List<? extends Tensor> tangents, Function<Traced, Tensor> values) {
        return Traced.inPhase("tangent", () -> new ForwardMode(values).run(outputs, wrt, tangents));
    }

    private List<Tensor> run(List<Traced> outputs, List<Traced> wrt, List<? extends Tensor> given) {
        for (int i = 0; i < wrt.size(); i++) {
            if (!Zeros.isZero(given.get(i))) {
                tangents.put(wrt.get(i), given.get(i));
            }
        }
        for (Traced node : TopologicalOrder.of(outputs)) {
            pushThrough(node);
        }
        return outputs.stream()
                .map(node -> tangents.getOrDefault(node, Functions.constant(node.type(), 0)))
                .toList();
    }

    private void pushThrough(Traced node) {
        List<Tensor> operands = node.operands().stream().map(values).toList();
        if (node.op() instanceof Checkpoint checkpoint) {
            pushThrough(node, checkpoint, operands);
            return;
        }
        for (int operand = 0; operand < operands.size(); operand++) {
            Tensor tangent = tangents.get(node.operands().get(operand));
            if (tangent != null) {
                Jacobian local = Rules.jacobian(node.op(), operand, operands, values.apply(node));
                if (!(local instanceof Jacobian.Zero)) {
                    tangents.merge(node, Application.push(local, tangent), Tensor::add);
                }
            }
        }
    }

    /** Through a checkpointed function, with all its tangents at once. */
    private void pushThrough(Traced node, Checkpoint checkpoint, List<Tensor> operands) {
        SortedMap<Integer, Tensor> given = new TreeMap<>();
        for (int operand = 0; operand < operands.size(); operand++) {
            Tensor tangent = tangents.get(node.operands().get(operand));
            if (tangent != null) {
                given.put(operand, tangent);
            }
        }
        if (!given.isEmpty() && node.dtype().isFloating()) {
            Tensor pushed = checkpoint.push(operands, given);
            if (!Zeros.isZero(pushed)) {
                tangents.put(node, pushed);
            }
        }
    }
}
