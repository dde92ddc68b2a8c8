package dev.pullback.diagram;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table with one line per node. Columns that no node needs are left out. */
final class TextWriter {

    private static final List<String> HEADS = List.of(
            "node", "op", "of", "type", "phase", "result", "kept in", "values", "local Jacobian of each operand");
    private static final String BETWEEN = "  ";

    private final GraphDiagram diagram;

    private TextWriter(GraphDiagram diagram) {
        this.diagram = diagram;
    }

    static String write(GraphDiagram diagram) {
        var writer = new TextWriter(diagram);
        List<List<String>> rows =
                diagram.nodes().stream().map(writer::row).collect(Collectors.toCollection(ArrayList::new));
        List<Integer> columns = IntStream.range(0, HEADS.size())
                .filter(column -> rows.stream().anyMatch(row -> !row.get(column).isEmpty()))
                .boxed()
                .toList();
        rows.addFirst(HEADS);
        List<Integer> widths = columns.stream()
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toList();
        return rows.stream()
                .map(row -> IntStream.range(0, columns.size())
                        .mapToObj(i -> padded(row.get(columns.get(i)), widths.get(i)))
                        .collect(Collectors.joining(BETWEEN))
                        .stripTrailing())
                .collect(Collectors.joining("\n", diagram.title() + "\n\n", "\n"));
    }

    private List<String> row(Node node) {
        List<Edge> operands =
                diagram.edges().stream().filter(edge -> edge.to() == node.id()).toList();
        return List.of(
                name(node),
                node.kind() == Node.Kind.INPUT ? "input" : node.label(),
                operands.stream()
                        .map(edge -> name(diagram.nodes().get(edge.from())))
                        .collect(Collectors.joining(", ")),
                node.type().toString(),
                node.phase(),
                String.join(", ", node.results()),
                node.storage().orElse(""),
                node.values().map(ValueSummary::text).orElse(""),
                operands.stream()
                        .flatMap(edge -> edge.jacobian().stream())
                        .map(LocalJacobian::description)
                        .collect(Collectors.joining(", ")));
    }

    private static String name(Node node) {
        return node.kind() == Node.Kind.INPUT ? node.name() : "%" + node.id();
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
