package dev.pullback.api.jacobian;

import dev.pullback.api.graph.Graph;
import dev.pullback.api.graph.TopologicalOrder;
import dev.pullback.api.op.Constant;
import dev.pullback.api.tensor.Functions;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.tensor.Traced;
import dev.pullback.api.type.DType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A function traced on inputs of its own, and what it takes from around it made inputs as well: applied to the operands, the
 * graph is the function again.
 *
 * @param graph a closed one; its inputs are the function's, then one for each tensor taken from around it
 * @param operands the arguments, then those tensors
 */
record Capture(Graph graph, List<Traced> operands) {

    static Capture of(TensorFunction function, List<? extends Tensor> arguments) {
        Traced start = Functions.constant(DType.BOOL, 0).node();
        List<Traced> inputs = Closures.placeholders(arguments);
        List<Traced> results =
                function.apply(List.copyOf(inputs)).stream().map(Tensor::node).toList();
        Map<Traced, Traced> inside = new IdentityHashMap<>();
        inputs.forEach(input -> inside.put(input, input));
        List<Traced> operands =
                new ArrayList<>(arguments.stream().map(Tensor::node).toList());
        List<Traced> allInputs = new ArrayList<>(inputs);
        for (Traced node : reached(results, start, inside.keySet())) {
            if (isAround(node, start)) {
                Traced input = Traced.input(node.type(), "captured");
                operands.add(node);
                allInputs.add(input);
                inside.put(node, input);
            } else {
                inside.put(node, rebuilt(node, inside));
            }
        }
        Graph graph = Graph.of(allInputs, results.stream().map(inside::get).toList());
        return new Capture(graph, List.copyOf(operands));
    }

    /** The nodes of the function beside its inputs, and those around it that it reads itself; operands before users. */
    private static List<Traced> reached(List<Traced> results, Traced start, Set<Traced> inputs) {
        Set<Traced> reached = Collections.newSetFromMap(new IdentityHashMap<>());
        reached.addAll(results);
        List<Traced> ordered = TopologicalOrder.of(results);
        for (Traced node : ordered.reversed()) {
            if (reached.contains(node) && !isAround(node, start)) {
                reached.addAll(node.operands());
            }
        }
        return ordered.stream()
                .filter(node -> reached.contains(node) && !inputs.contains(node))
                .toList();
    }

    /** Whether a node is none of the function's. A constant can be anybody's. */
    private static boolean isAround(Traced node, Traced start) {
        boolean foreign = node.isCaptured() || node.isOlderThan(start);
        return foreign && !(node.op() instanceof Constant);
    }

    private static Traced rebuilt(Traced node, Map<Traced, Traced> inside) {
        List<Traced> operands = node.operands().stream().map(inside::get).toList();
        return operands.equals(node.operands()) ? node : Traced.of(node.op(), operands, node.phase());
    }
}
