package dev.pullback.diagram;

import java.util.ArrayList;
import java.util.List;

/**
 * How a node looks, before it has a place: a box with lines of text, and above it a tag with the local Jacobian of every
 * operand.
 *
 * @param node what is drawn
 * @param lines from top to bottom
 * @param above where the operands enter that come from above, from left to right
 * @param below where the operands enter that come from below, from left to right
 * @param result where the result leaves, counted from the left side of the box
 */
record NodeBox(Node node, List<Line> lines, List<Socket> above, List<Socket> below, double width, double result) {

    static final double FONT_SIZE = 11;
    static final double LINE_HEIGHT = 13;
    static final double TAG_HEIGHT = 15;

    /** Between the box's border and its text. */
    static final double PADDING = 4;

    private static final double TAG_PADDING = 3;
    private static final double TAG_GAP = 3;
    private static final double BARE_SOCKET = 12;
    private static final double MIN_WIDTH = 36;
    private static final double LONGEST_NAME = 96;

    /** A line's part in the box: what it is styled by. */
    enum Role {
        NAME,
        TYPE,
        RESULT,
        VALUES
    }

    /** One line of text: a name may have a type behind it, in a style of its own. */
    record Line(String text, Role role, String type) {
        Line(String text, Role role) {
            this(text, role, "");
        }

        double width() {
            return TextWidth.of(type.isEmpty() ? text : text + "  " + type, FONT_SIZE);
        }
    }

    /** What is written where an edge enters; nothing leaves room for the edge alone. */
    record Tag(Edge edge, String text) {
        double width() {
            return text.isEmpty() ? BARE_SOCKET : TextWidth.of(text, FONT_SIZE) + 2 * TAG_PADDING;
        }
    }

    /** Where an edge enters: the middle of its tag, counted from the left side of the box. */
    record Socket(Tag tag, double x) {}

    NodeBox {
        lines = List.copyOf(lines);
        above = List.copyOf(above);
        below = List.copyOf(below);
    }

    /**
     * Measures a node.
     *
     * @param course which operands come from below, and which one the result leaves straight opposite of
     */
    static NodeBox of(Node node, Course course, TypeLabels types, Look look) {
        List<Line> lines = lines(node, types, look);
        List<Tag> above = tags(node, course.fromAbove(node), look);
        List<Tag> below = tags(node, course.fromBelow(node), look);
        double text = lines.stream().mapToDouble(Line::width).max().orElse(0) + 2 * PADDING;
        double width = Math.ceil(Math.max(Math.max(MIN_WIDTH, text), Math.max(width(above), width(below))));
        List<Socket> upper = row(above, width);
        List<Socket> lower = row(below, width);
        double result = (node.pullsBack() ? lower : upper)
                .stream()
                        .filter(socket -> course.isMain(socket.tag().edge()))
                        .mapToDouble(Socket::x)
                        .findFirst()
                        .orElse(width / 2);
        return new NodeBox(node, lines, upper, lower, width, result);
    }

    /** What stands in a node's box. */
    private static List<Line> lines(Node node, TypeLabels types, Look look) {
        List<Line> lines = new ArrayList<>();
        List<String> names = node.kind() == Node.Kind.STEP ? wrapped(node.label()) : List.of(node.label());
        String type = types.label(node.type());
        if (look.nameAndTypeOnOneLine() && names.size() == 1) {
            lines.add(new Line(names.getFirst(), Role.NAME, type));
        } else {
            names.forEach(name -> lines.add(new Line(name, Role.NAME)));
            lines.add(new Line(type, Role.TYPE));
        }
        node.results().forEach(result -> lines.add(new Line(result, Role.RESULT)));
        node.storage()
                .filter(_ -> node.kind() == Node.Kind.STEP)
                .ifPresent(place -> lines.add(new Line(place, Role.VALUES)));
        node.values().ifPresent(values -> values.lines().forEach(line -> lines.add(new Line(line, Role.VALUES))));
        return lines;
    }

    /** Of the tags, if there are any; the box begins below them. */
    double tagsHeight() {
        return above.stream().anyMatch(socket -> !socket.tag().text().isEmpty()) ? TAG_HEIGHT : 0;
    }

    double boxHeight() {
        return lines.size() * LINE_HEIGHT + PADDING;
    }

    double height() {
        return tagsHeight() + boxHeight();
    }

    /** The local Jacobians' formulas, without the result's shape, which the box tells. */
    private static List<Tag> tags(Node node, List<Edge> edges, Look look) {
        return edges.stream()
                .map(edge -> new Tag(
                        edge,
                        edge.jacobian()
                                .filter(_ -> look.tags())
                                .map(jacobian -> jacobian.formula()
                                        .replace(node.type().shape().toString(), ""))
                                .orElse("")))
                .toList();
    }

    private static List<Socket> row(List<Tag> tags, double width) {
        List<Socket> row = new ArrayList<>();
        double x = (width - width(tags)) / 2;
        for (Tag tag : tags) {
            row.add(new Socket(tag, x + tag.width() / 2));
            x += tag.width() + TAG_GAP;
        }
        return row;
    }

    private static double width(List<Tag> tags) {
        return tags.stream().mapToDouble(Tag::width).sum() + TAG_GAP * Math.max(0, tags.size() - 1);
    }

    /** The label of a step with many ops is broken before a {@code +} and behind a space. */
    private static List<String> wrapped(String label) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String part : label.split("(?=\\+)|(?<= )", -1)) {
            if (!line.isEmpty() && TextWidth.of(line + part, FONT_SIZE) > LONGEST_NAME) {
                lines.add(line.strip());
                line = "";
            }
            line += part;
        }
        lines.add(line);
        return lines;
    }
}
