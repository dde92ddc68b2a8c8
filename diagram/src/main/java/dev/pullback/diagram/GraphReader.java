package dev.pullback.diagram;

import dev.pullback.api.graph.Graph;
import dev.pullback.api.op.Input;
import dev.pullback.api.tensor.Traced;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes nodes and edges of a graph. */
final class GraphReader {

    private final Graph graph;
    private final Results results;
    private final FoldedConstants constants;
    private final NodeValues values;
    private final Map<Traced, Node> nodes = new IdentityHashMap<>();
    private final List<Node> ordered = new ArrayList<>();
    private final List<Edge> edges = new ArrayList<>();

    private GraphReader(Graph graph, List<String> results, NodeValues values) {
        this.graph = graph;
        this.results = Results.of(results, graph.outputs().size());
        this.constants = FoldedConstants.of(graph);
        this.values = values;
    }

    static GraphDiagram read(Graph graph, List<String> results) {
        return read(graph, results, NodeValues.none());
    }

    static GraphDiagram read(Graph graph, List<String> results, NodeValues values) {
        var reader = new GraphReader(graph, results, values);
        graph.nodes().stream().filter(node -> !reader.constants.isFolded(node)).forEach(reader::add);
        return new GraphDiagram("Computational graph", reader.ordered, reader.edges);
    }

    private void add(Traced traced) {
        boolean pullsBack = Phases.goBack(traced.phase())
                || traced.operands().stream()
                        .map(nodes::get)
                        .anyMatch(operand -> operand != null && operand.pullsBack());
        Node node = new Node(
                ordered.size(),
                traced.op() instanceof Input ? Node.Kind.INPUT : Node.Kind.OP,
                traced.op() instanceof Input input ? input.name() : traced.op().name(),
                Notation.of(traced, constants),
                traced.type(),
                traced.phase(),
                pullsBack,
                results.of(traced, graph.outputs()),
                Optional.empty(),
                values.of(traced));
        nodes.put(traced, node);
        ordered.add(node);
        for (int operand = 0; operand < traced.operands().size(); operand++) {
            connect(traced, node, operand);
        }
    }

    private void connect(Traced traced, Node node, int operand) {
        Node from = nodes.get(traced.operands().get(operand));
        if (from != null) {
            Optional<LocalJacobian> jacobian = node.pullsBack() ? Optional.empty() : LocalJacobian.of(traced, operand);
            edges.add(new Edge(from.id(), node.id(), operand, jacobian));
        }
    }
}
