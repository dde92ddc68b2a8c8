package dev.pullback.conformance.shadow;

import dev.pullback.api.error.DataFormatException;
import dev.pullback.api.error.PullbackException;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.op.Input;
import dev.pullback.api.op.Op;
import dev.pullback.api.tensor.Traced;
import dev.pullback.api.type.TensorType;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** A graph as data. Values are numbered: the inputs first, then the result of each line, whose operands come before it. */
record GraphText(List<Input> inputs, List<Line> lines, List<Integer> outputs, List<Graph.Donation> donations) {

    /** One op; its type is written for readers, and checked. */
    record Line(Op op, List<Integer> operands, TensorType type, String phase) {}

    static GraphText of(Graph graph) {
        Map<Traced, Integer> numbers = new IdentityHashMap<>();
        List<Input> inputs = new ArrayList<>();
        for (Traced input : graph.inputs()) {
            numbers.put(input, numbers.size());
            inputs.add((Input) input.op());
        }
        List<Line> lines = new ArrayList<>();
        for (Traced node : graph.nodes()) {
            if (!(node.op() instanceof Input)) {
                lines.add(new Line(node.op(), numbers(node.operands(), numbers), node.type(), node.phase()));
                numbers.put(node, numbers.size());
            }
        }
        return new GraphText(inputs, lines, numbers(graph.outputs(), numbers), graph.donations());
    }

    private static List<Integer> numbers(List<Traced> nodes, Map<Traced, Integer> numbers) {
        return nodes.stream().map(numbers::get).toList();
    }

    /**
     * The graph itself.
     *
     * @param place where this stands, for messages
     * @throws DataFormatException if it is none
     */
    Graph graph(String place) {
        List<Traced> values = new ArrayList<>();
        inputs.forEach(input -> values.add(Traced.input(input.type(), input.name())));
        try {
            for (int i = 0; i < lines.size(); i++) {
                values.add(node(lines.get(i), values, "%s.lines[%d]".formatted(place, i)));
            }
            Graph graph = Graph.of(values.subList(0, inputs.size()), pick(outputs, values, place + ".outputs"));
            for (Graph.Donation donation : donations) {
                requireIndex(donation.input(), inputs.size(), place + ".donations");
                requireIndex(donation.output(), outputs.size(), place + ".donations");
                graph = graph.donating(donation.input(), donation.output());
            }
            return graph;
        } catch (DataFormatException e) {
            throw e;
        } catch (PullbackException e) {
            throw new DataFormatException("%s is not a graph: %s".formatted(place, e.getMessage()), e);
        }
    }

    private static Traced node(Line line, List<Traced> values, String place) {
        if (line.op() instanceof Input) {
            throw new DataFormatException(place + ": expected an op, found a further input");
        }
        Traced node = Traced.of(line.op(), pick(line.operands(), values, place + ".operands"), line.phase());
        if (!node.type().equals(line.type())) {
            throw new DataFormatException(
                    "%s: expected type %s of %s, found %s".formatted(place, node.type(), line.op(), line.type()));
        }
        return node;
    }

    private static List<Traced> pick(List<Integer> numbers, List<Traced> values, String place) {
        numbers.forEach(number -> requireIndex(number, values.size(), place));
        return numbers.stream().map(values::get).toList();
    }

    private static void requireIndex(int number, int size, String place) {
        if (number < 0 || number >= size) {
            throw new DataFormatException(
                    "%s: expected a number from 0 to %d, found %d".formatted(place, size - 1, number));
        }
    }
}
