package dev.pullback.api.jacobian;

import dev.pullback.api.graph.TopologicalOrder;
import dev.pullback.api.tensor.Functions;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.Traced;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** The chain rule from the inputs on: a tangent is pushed through the Jacobian of every node. */
final class ForwardMode {

    private final Map<Traced, Tensor> tangents = new IdentityHashMap<>();

    private ForwardMode() {}

    static List<Tensor> push(List<Traced> outputs, List<Traced> wrt, List<? extends Tensor> tangents) {
        return Traced.inPhase("tangent", () -> new ForwardMode().run(outputs, wrt, tangents));
    }

    private List<Tensor> run(List<Traced> outputs, List<Traced> wrt, List<? extends Tensor> given) {
        for (int i = 0; i < wrt.size(); i++) {
            tangents.put(wrt.get(i), given.get(i));
        }
        for (Traced node : TopologicalOrder.of(outputs)) {
            pushThrough(node);
        }
        return outputs.stream()
                .map(node -> tangents.getOrDefault(node, Functions.constant(node.type(), 0)))
                .toList();
    }

    private void pushThrough(Traced node) {
        for (int operand = 0; operand < node.operands().size(); operand++) {
            Tensor tangent = tangents.get(node.operands().get(operand));
            if (tangent != null) {
                Rules.jacobian(node, operand)
                        .push(tangent)
                        .ifPresent(pushed -> tangents.merge(node, pushed, Tensor::add));
            }
        }
    }
}
