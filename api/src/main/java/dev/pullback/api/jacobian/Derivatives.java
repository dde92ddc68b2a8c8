package dev.pullback.api.jacobian;

import dev.pullback.api.error.CallSite;
import dev.pullback.api.error.DTypeException;
import dev.pullback.api.error.ShapeException;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.graph.Lowering;
import dev.pullback.api.graph.TopologicalOrder;
import dev.pullback.api.op.Input;
import dev.pullback.api.tensor.Functions;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.tensor.Traced;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Derivatives of traced functions. Each takes a function and gives another function, which can be traced, compiled or
 * differentiated again.
 *
 * <p>The function is always traced on inputs of its own before it is differentiated, so that an inner derivative never
 * mistakes an outer variable for its own (perturbation confusion). Tensors that the function takes from around it, traced
 * ones too, are constants to it; a derivative around it sees them.
 */
public final class Derivatives {

    private Derivatives() {}

    /** ∂f/∂x for every input x of a function with one scalar result (a loss): one pull of 1, whatever the number of inputs. */
    public static TensorFunction gradient(TensorFunction function) {
        return inputs -> applied(differentiated(function, inputs), inputs).subList(1, inputs.size() + 1);
    }

    /** The function's scalar result, followed by its gradient with respect to every input. */
    public static TensorFunction valueAndGradient(TensorFunction function) {
        return inputs -> applied(differentiated(function, inputs), inputs);
    }

    /** J·v: the operands are the function's inputs, followed by a tangent v for each of them; the results are tangents. */
    public static TensorFunction push(TensorFunction function) {
        return operands -> {
            List<Tensor> inputs = operands.subList(0, operands.size() / 2);
            Graph graph = trace(function, inputs);
            List<Traced> tangents = placeholders(operands.subList(operands.size() / 2, operands.size()));
            List<Tensor> results =
                    ForwardMode.push(graph.outputs(), graph.inputs().subList(0, inputs.size()), tangents);
            return applied(closed(graph, inputs.size(), tangents, results), operands);
        };
    }

    /** Jᵀ·w: the operands are the function's inputs, followed by a cotangent w for each result; the results are cotangents. */
    public static TensorFunction pull(TensorFunction function, int inputCount) {
        return operands -> {
            Graph graph = trace(function, operands.subList(0, inputCount));
            List<Traced> cotangents = placeholders(operands.subList(inputCount, operands.size()));
            List<Tensor> results =
                    ReverseMode.pull(graph.outputs(), cotangents, graph.inputs().subList(0, inputCount));
            return applied(closed(graph, inputCount, cotangents, results), operands);
        };
    }

    /**
     * The gradient of a traced scalar with respect to nodes of its own graph: backpropagation. Nodes that the loss does not
     * depend on get zeros.
     *
     * @throws ShapeException if the loss is not a scalar
     */
    public static List<Tensor> gradient(Traced loss, List<Traced> wrt) {
        requireScalar(loss);
        return ReverseMode.pull(List.of(loss), List.of(Functions.constant(loss.type(), 1)), wrt);
    }

    private static Graph differentiated(TensorFunction function, List<? extends Tensor> inputs) {
        Graph graph = trace(function, inputs);
        Traced loss = graph.outputs().getFirst();
        List<Traced> variables = graph.inputs().subList(0, inputs.size());
        List<Tensor> gradient = gradient(loss, variables);
        return graph(
                variables, Stream.concat(Stream.of(loss), gradient.stream()).toList());
    }

    private static Graph trace(TensorFunction function, List<? extends Tensor> inputs) {
        List<Traced> placeholders = placeholders(inputs);
        return Lowering.lower(graph(placeholders, function.apply(List.copyOf(placeholders))), op -> false);
    }

    private static List<Traced> placeholders(List<? extends Tensor> like) {
        return like.stream().map(tensor -> Traced.input(tensor.type(), "x")).toList();
    }

    private static Graph closed(Graph graph, int inputCount, List<Traced> directions, List<Tensor> results) {
        List<Traced> inputs = new ArrayList<>(graph.inputs().subList(0, inputCount));
        inputs.addAll(directions);
        return graph(inputs, results);
    }

    /** A graph of these inputs and, behind them, the variables of functions around this one that the results use as well. */
    private static Graph graph(List<Traced> inputs, List<? extends Tensor> results) {
        List<Traced> outputs = results.stream().map(Tensor::node).toList();
        List<Traced> all = new ArrayList<>(inputs);
        TopologicalOrder.of(outputs).stream()
                .filter(node -> node.op() instanceof Input && !node.isCaptured() && !inputs.contains(node))
                .forEach(all::add);
        return Graph.of(all, outputs);
    }

    /** The graph's function of the arguments; variables of the functions around it stay what they are. */
    private static List<Tensor> applied(Graph graph, List<? extends Tensor> arguments) {
        List<Tensor> all = new ArrayList<>(arguments);
        graph.inputs().stream()
                .skip(arguments.size())
                .filter(input -> !input.isCaptured())
                .forEach(all::add);
        return graph.apply(all);
    }

    private static void requireScalar(Traced loss) {
        if (loss.shape().rank() != 0) {
            throw new ShapeException(
                    "The gradient wants a scalar, not %s; sum or average it first, or use pull with a cotangent%s"
                            .formatted(loss.type(), CallSite.describe()));
        }
        if (!loss.dtype().isFloating()) {
            throw new DTypeException(
                    "The gradient wants a floating result, not %s%s".formatted(loss.type(), CallSite.describe()));
        }
    }
}
