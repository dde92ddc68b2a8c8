package dev.pullback.diagram;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which way the edges of a diagram run: downwards, but upwards from every node on the way back; and which of a node's
 * operands has the longest way behind it, for that way is drawn straight.
 */
final class Course {

    private final List<List<Edge>> operands = new ArrayList<>();
    private final List<Optional<Edge>> main = new ArrayList<>();
    private final List<Node> nodes;

    private Course(List<Node> nodes) {
        this.nodes = nodes;
    }

    static Course of(GraphDiagram diagram) {
        var course = new Course(diagram.nodes());
        diagram.nodes().forEach(_ -> course.operands.add(new ArrayList<>()));
        diagram.edges().forEach(edge -> course.operands.get(edge.to()).add(edge));
        int[] lengths = new int[diagram.nodes().size()];
        for (Node node : diagram.nodes()) {
            List<Edge> edges = course.operands.get(node.id());
            lengths[node.id()] = edges.stream()
                    .mapToInt(edge -> lengths[edge.from()] + 1)
                    .max()
                    .orElse(0);
            course.main.add(edges.stream()
                    .filter(edge -> course.goesUp(edge) == node.pullsBack())
                    .max(Comparator.comparingInt((Edge edge) -> lengths[edge.from()])
                            .thenComparingInt(edge -> -edge.operand())));
        }
        return course;
    }

    boolean goesUp(Edge edge) {
        return nodes.get(edge.from()).pullsBack();
    }

    boolean isMain(Edge edge) {
        return main.get(edge.to()).filter(edge::equals).isPresent();
    }

    List<Edge> fromAbove(Node node) {
        return operands.get(node.id()).stream().filter(edge -> !goesUp(edge)).toList();
    }

    List<Edge> fromBelow(Node node) {
        return operands.get(node.id()).stream().filter(this::goesUp).toList();
    }
}
