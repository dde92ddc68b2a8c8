package dev.pullback.diagram;

import java.util.ArrayList;
import java.util.List;

/** What is told to whoever points at an element. */
final class Tooltips {

    private Tooltips() {}

    static String of(Node node) {
        List<String> lines = new ArrayList<>();
        lines.add(node.label() + " : " + node.type());
        if (!node.phase().isEmpty()) {
            lines.add("phase " + node.phase());
        }
        node.results().forEach(result -> lines.add("result " + result));
        node.storage().ifPresent(place -> lines.add("in " + place));
        node.values().ifPresent(values -> lines.add(values.text()));
        return String.join("\n", lines);
    }

    /** Which operand it is, and the matrix that the local Jacobian would be. */
    static String of(Edge edge, GraphDiagram diagram) {
        Node from = diagram.nodes().get(edge.from());
        Node to = diagram.nodes().get(edge.to());
        String operand = "%s → %s, operand %d".formatted(from.name(), to.name(), edge.operand());
        return edge.jacobian()
                .map(jacobian -> "%s\nlocal Jacobian %s, a matrix [%d,%d]"
                        .formatted(
                                operand,
                                jacobian.description(),
                                to.type().size(),
                                from.type().size()))
                .orElse(operand);
    }
}
