package dev.pullback.diagram;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The graph in the DOT language of Graphviz: a cluster for each phase, edges labelled with the local Jacobian. */
final class DotWriter {

    private static final int ASCII_END = 128;

    private final StringBuilder text = new StringBuilder();

    private DotWriter() {}

    static String write(GraphDiagram diagram) {
        var writer = new DotWriter();
        writer.line("digraph pullback {");
        writer.line("  label=%s; labelloc=t;", quoted(List.of(diagram.title())));
        writer.line(
                "  node [shape=box, style=\"rounded,filled\", fillcolor=\"#f4f6fb\", fontname=\"Helvetica\", fontsize=10];");
        writer.line("  edge [fontname=\"Helvetica\", fontsize=9];");
        Set<String> phases = diagram.nodes().stream()
                .map(Node::phase)
                .filter(phase -> !phase.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        diagram.nodes().stream().filter(node -> node.phase().isEmpty()).forEach(node -> writer.node(node, "  "));
        int cluster = 0;
        for (String phase : phases) {
            writer.line("  subgraph cluster_%d {", cluster++);
            writer.line("    label=%s; style=rounded; color=\"#cc7f33\";", quoted(List.of(phase)));
            diagram.nodes().stream()
                    .filter(node -> node.phase().equals(phase))
                    .forEach(node -> writer.node(node, "    "));
            writer.line("  }");
        }
        diagram.edges().forEach(writer::edge);
        writer.line("}");
        return writer.text.toString();
    }

    private void node(Node node, String indent) {
        List<String> lines = new ArrayList<>(List.of(node.label(), node.type().toString()));
        lines.addAll(node.results());
        node.storage().ifPresent(lines::add);
        node.values().ifPresent(values -> lines.addAll(values.lines()));
        line(
                "%sn%d [label=%s%s%s];",
                indent, node.id(), quoted(lines), colour(node), node.results().isEmpty() ? "" : ", penwidth=2");
    }

    private static String colour(Node node) {
        return switch (Palette.of(node)) {
            case "input" -> ", fillcolor=\"#e3f4e8\"";
            case "gradient" -> ", fillcolor=\"#fff0de\"";
            case "update" -> ", fillcolor=\"#f2eafb\"";
            case "other" -> ", fillcolor=\"#e4f3fb\"";
            default -> "";
        };
    }

    private void edge(Edge edge) {
        String label = edge.jacobian()
                .map(jacobian -> " [label=%s]"
                        .formatted(quoted(List.of(jacobian.formula(), LocalJacobian.label(jacobian.structure())))))
                .orElse("");
        line("  n%d -> n%d%s;", edge.from(), edge.to(), label);
    }

    /** Lines in quotes; characters beyond ASCII as entities, which Graphviz reads in whatever encoding the file is. */
    private static String quoted(List<String> lines) {
        var quoted = new StringBuilder("\"");
        String.join("\n", lines).codePoints().forEach(character -> {
            switch (character) {
                case '\n' -> quoted.append("\\n");
                case '"', '\\' -> quoted.append('\\').appendCodePoint(character);
                case '&' -> quoted.append("&amp;");
                default -> {
                    if (character < ASCII_END) {
                        quoted.appendCodePoint(character);
                    } else {
                        quoted.append("&#").append(character).append(';');
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }

    private void line(String format, Object... arguments) {
        text.append(format.formatted(arguments)).append('\n');
    }
}
