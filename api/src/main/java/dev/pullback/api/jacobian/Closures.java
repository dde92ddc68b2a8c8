package dev.pullback.api.jacobian;

import dev.pullback.api.graph.Graph;
import dev.pullback.api.graph.Lowering;
import dev.pullback.api.graph.TopologicalOrder;
import dev.pullback.api.op.Input;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.tensor.Traced;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * Functions traced on inputs of their own, so that a derivative never mistakes a variable of a function around it for its own
 * (perturbation confusion). Variables of the functions around stay what they are: further inputs, given to themselves.
 */
final class Closures {

    private Closures() {}

    /** The graph of a function, its custom ops lowered but for those with a rule of their own. */
    static Graph trace(TensorFunction function, List<? extends Tensor> inputs) {
        List<Traced> placeholders = placeholders(inputs);
        Graph graph = graph(placeholders, function.apply(List.copyOf(placeholders)));
        return lowered(graph);
    }

    /** A graph with its custom ops lowered but for those with a rule of their own. */
    static Graph lowered(Graph graph) {
        return Lowering.lower(graph, node -> node.op() instanceof Differentiable);
    }

    /** As {@link #lowered}, and nothing is recomputed: for where every value is kept anyway. */
    static Graph withoutCheckpoints(Graph graph) {
        return Lowering.lower(graph, node -> node.op() instanceof Differentiable && !(node.op() instanceof Checkpoint));
    }

    static List<Traced> placeholders(List<? extends Tensor> like) {
        return like.stream().map(tensor -> Traced.input(tensor.type(), "x")).toList();
    }

    /** A graph of these inputs and, behind them, the variables of functions around this one that the results use as well. */
    static Graph graph(List<Traced> inputs, List<? extends Tensor> results) {
        List<Traced> outputs = results.stream().map(Tensor::node).toList();
        List<Traced> all = new ArrayList<>(inputs);
        TopologicalOrder.of(outputs).stream()
                .filter(node -> node.op() instanceof Input && !node.isCaptured() && !inputs.contains(node))
                .forEach(all::add);
        return Graph.of(all, outputs);
    }

    /** The graph's function of the arguments; variables of the functions around it stay what they are. */
    static List<Tensor> applied(Graph graph, List<? extends Tensor> arguments) {
        List<Tensor> all = new ArrayList<>(arguments);
        graph.inputs().stream()
                .skip(arguments.size())
                .filter(input -> !input.isCaptured())
                .forEach(all::add);
        return graph.apply(all);
    }

    /** What a closed graph's inputs and stand-ins for directions give, at operands and directions. */
    static List<Tensor> applied(
            List<Traced> inputs,
            List<Traced> standIns,
            List<Tensor> results,
            List<Tensor> operands,
            Collection<Tensor> directions) {
        List<Traced> all = Stream.concat(inputs.stream(), standIns.stream()).toList();
        List<Tensor> arguments =
                Stream.concat(operands.stream(), directions.stream()).toList();
        return Graph.of(all, results.stream().map(Tensor::node).toList()).apply(arguments);
    }
}
