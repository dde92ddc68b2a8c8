package dev.pullback.api.graph;

import dev.pullback.api.error.CallSite;
import dev.pullback.api.error.ConfigurationException;
import dev.pullback.api.error.ShapeException;
import dev.pullback.api.op.Input;
import dev.pullback.api.tensor.Apply;
import dev.pullback.api.tensor.Stored;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.tensor.Traced;
import dev.pullback.api.type.TensorType;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A whole computation: inputs, outputs and every node between them in an order where operands come first. A graph is what
 * is differentiated, simplified and compiled; it never changes.
 *
 * <p>A {@linkplain #donating donation} lets an output overwrite an input: after the run the input's old value is gone and
 * its buffer holds the output. That is how parameters are updated in place.
 */
public final class Graph {

    private final List<Traced> inputs;
    private final List<Traced> outputs;
    private final List<Traced> nodes;
    private final List<Donation> donations;
    private final Map<Traced, Integer> indices = new IdentityHashMap<>();

    /** Output {@code output} takes the buffer of input {@code input}; both are positions, and their types are equal. */
    public record Donation(int input, int output) {}

    private Graph(List<Traced> inputs, List<Traced> outputs, List<Donation> donations) {
        this.nodes = TopologicalOrder.of(outputs);
        this.inputs = withCaptured(inputs, nodes);
        this.outputs = List.copyOf(outputs);
        this.donations = List.copyOf(donations);
        for (int i = 0; i < nodes.size(); i++) {
            indices.put(nodes.get(i), i);
        }
        for (Traced node : nodes) {
            if (node.op() instanceof Input && this.inputs.stream().noneMatch(input -> input == node)) {
                throw new ConfigurationException(
                        "The outputs depend on input %s, which is not among the graph's inputs".formatted(node.op()));
            }
        }
    }

    /** A graph from nodes; leaves that stand for stored values become further inputs, after the given ones. */
    public static Graph of(List<Traced> inputs, List<Traced> outputs) {
        return new Graph(inputs, outputs, List.of());
    }

    /** The graph of a function for operands of the given types. */
    public static Graph trace(TensorFunction function, TensorType... types) {
        List<Traced> inputs = IntStream.range(0, types.length)
                .mapToObj(i -> Traced.input(types[i], "x" + i))
                .toList();
        List<Tensor> results = function.apply(List.copyOf(inputs));
        return of(inputs, results.stream().map(Tensor::node).toList());
    }

    /**
     * The same graph, with one more output written over an input.
     *
     * @throws ShapeException if their types differ
     * @throws ConfigurationException if the input is given, or the output placed, already
     */
    public Graph donating(int input, int output) {
        requireFree(input, output);
        TensorType from = inputs.get(input).type();
        TensorType to = outputs.get(output).type();
        if (!from.equals(to)) {
            throw new ShapeException("Input %d of type %s cannot give its buffer to output %d of type %s"
                    .formatted(input, from, output, to));
        }
        List<Donation> more = new ArrayList<>(donations);
        more.add(new Donation(input, output));
        return new Graph(inputs, outputs, more);
    }

    private void requireFree(int input, int output) {
        for (Donation donation : donations) {
            if (donation.input() == input || donation.output() == output) {
                throw new ConfigurationException(
                        "Output %d cannot take the buffer of input %d: output %d takes that of input %d already, and each is given or taken once%s"
                                .formatted(output, input, donation.output(), donation.input(), CallSite.describe()));
            }
        }
    }

    /** The same inputs and donations with other outputs: for passes that rewrite graphs. */
    public Graph withOutputs(List<Traced> rewritten) {
        return new Graph(inputs, rewritten, donations);
    }

    public List<Traced> inputs() {
        return inputs;
    }

    public List<Traced> outputs() {
        return outputs;
    }

    public List<Donation> donations() {
        return donations;
    }

    /** Every node that the outputs need, operands before the nodes that use them. */
    public List<Traced> nodes() {
        return nodes;
    }

    /** Position of a node in {@link #nodes()}, or -1 (an input that nothing uses is not among them). */
    public int indexOf(Traced node) {
        return indices.getOrDefault(node, -1);
    }

    /** The stored values behind the inputs that were captured, in the order in which they follow the given inputs. */
    public List<Stored> captured() {
        return inputs.stream().filter(Traced::isCaptured).map(Traced::stored).toList();
    }

    /** The function of this graph applied to tensors: run at once if all are stored, otherwise part of the graph they are in. */
    public List<Tensor> apply(List<? extends Tensor> arguments) {
        Map<Traced, Traced> replaced = new IdentityHashMap<>();
        int given = (int) inputs.stream().filter(input -> !input.isCaptured()).count();
        if (arguments.size() != given) {
            throw new ShapeException(
                    "The function takes %d tensors, not %d%s".formatted(given, arguments.size(), CallSite.describe()));
        }
        for (int i = 0; i < arguments.size(); i++) {
            TensorType wanted = inputs.get(i).type();
            if (!wanted.equals(arguments.get(i).type())) {
                throw new ShapeException("Argument %d has type %s, the function was traced for %s%s"
                        .formatted(i, arguments.get(i).type(), wanted, CallSite.describe()));
            }
            replaced.put(inputs.get(i), arguments.get(i).node());
        }
        for (Traced node : nodes) {
            replaced.computeIfAbsent(node, old -> rebuilt(old, replaced));
        }
        return Apply.settle(outputs.stream().map(replaced::get).toList(), arguments);
    }

    /** What the graph computes, whatever its nodes' identities: equal signatures compile to the same program. */
    public GraphSignature signature() {
        return GraphSignature.of(this);
    }

    private static Traced rebuilt(Traced node, Map<Traced, Traced> replaced) {
        List<Traced> operands = node.operands().stream().map(replaced::get).toList();
        return operands.equals(node.operands()) ? node : Traced.of(node.op(), operands, node.phase());
    }

    private static List<Traced> withCaptured(List<Traced> given, List<Traced> nodes) {
        List<Traced> all = new ArrayList<>(given);
        nodes.stream()
                .filter(Traced::isCaptured)
                .filter(leaf -> !given.contains(leaf))
                .forEach(all::add);
        return List.copyOf(all);
    }

    /** One line per node: {@code %3 = matmul(%0, %1) : float32[128,10]}. */
    @Override
    public String toString() {
        return GraphSignature.of(this).toString();
    }
}
