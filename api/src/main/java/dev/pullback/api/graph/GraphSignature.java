package dev.pullback.api.graph;

import dev.pullback.api.op.Input;
import dev.pullback.api.op.Op;
import dev.pullback.api.tensor.Traced;
import dev.pullback.api.type.TensorType;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The content of a graph without the identities of its nodes: two graphs with equal signatures compute the same. */
public record GraphSignature(
        List<TensorType> inputs, List<Line> lines, List<Integer> outputs, List<Graph.Donation> donations) {

    /** One node: values are numbered, the inputs first. */
    public record Line(Op op, List<Integer> operands, TensorType type) {}

    static GraphSignature of(Graph graph) {
        Map<Traced, Integer> numbers = new IdentityHashMap<>();
        for (Traced input : graph.inputs()) {
            numbers.put(input, numbers.size());
        }
        List<Line> lines = new ArrayList<>();
        for (Traced node : graph.nodes()) {
            if (!(node.op() instanceof Input)) {
                List<Integer> operands =
                        node.operands().stream().map(numbers::get).toList();
                lines.add(new Line(node.op(), operands, node.type()));
                numbers.put(node, numbers.size());
            }
        }
        return new GraphSignature(
                graph.inputs().stream().map(Traced::type).toList(),
                List.copyOf(lines),
                graph.outputs().stream().map(numbers::get).toList(),
                graph.donations());
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        for (int i = 0; i < inputs.size(); i++) {
            text.append("%%%d = input : %s%n".formatted(i, inputs.get(i)));
        }
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            text.append("%%%d = %s(%s) : %s%n"
                    .formatted(inputs.size() + i, line.op(), values(line.operands()), line.type()));
        }
        return text.append("return ").append(values(outputs)).toString();
    }

    private static String values(List<Integer> numbers) {
        return numbers.stream().map(number -> "%" + number).collect(Collectors.joining(", "));
    }
}
