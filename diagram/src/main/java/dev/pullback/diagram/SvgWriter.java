package dev.pullback.diagram;

import dev.pullback.api.jacobian.Structure;
import dev.pullback.diagram.Drawing.Placed;
import dev.pullback.diagram.Drawing.Point;
import dev.pullback.diagram.Drawing.Route;
import dev.pullback.diagram.NodeBox.Line;
import dev.pullback.diagram.Svg.Anchor;
import java.util.List;

/** Draws a diagram: title, edges, boxes, legend. */
final class SvgWriter {

    /** The width of A4 between margins of 10 mm, in pixels of 1/96 inch. */
    static final double PAGE_WIDTH = 718;

    private static final double MARGIN = 8;
    private static final double HEADER = 52;
    private static final double TITLE_SIZE = 14;
    private static final double ASCENT = 10.5;
    private static final double BEND = 4;
    private static final double TIP_LENGTH = 5;
    private static final double TIP_WIDTH = 2.8;

    private final GraphDiagram diagram;
    private final double left;
    private final Svg svg;

    private SvgWriter(GraphDiagram diagram, Drawing drawing, double width, Legend legend) {
        this.diagram = diagram;
        this.left = (width - drawing.width()) / 2;
        this.svg = new Svg(
                width, HEADER + drawing.height() + legend.height() + 3 * MARGIN, diagram.title(), Palette.STYLES);
    }

    static String write(GraphDiagram diagram) {
        Drawing drawing = LayeredLayout.of(diagram, PAGE_WIDTH - 2 * MARGIN);
        String note = note(diagram, drawing);
        String title =
                TextWidth.shortened(diagram.title(), TITLE_SIZE, Math.max(drawing.width(), PAGE_WIDTH - 2 * MARGIN));
        double heading = Math.max(TextWidth.of(title, TITLE_SIZE), TextWidth.of(note, NodeBox.FONT_SIZE));
        double width = Math.ceil(Math.max(drawing.width(), heading)) + 2 * MARGIN;
        Legend legend = Legend.of(diagram, hasTags(drawing), width - 2 * MARGIN);
        var writer = new SvgWriter(diagram, drawing, width, legend);
        writer.header(title, note);
        drawing.routes().forEach(writer::edge);
        drawing.boxes().forEach(writer::node);
        legend.draw(writer.svg, MARGIN, HEADER + drawing.height() + 2 * MARGIN);
        return writer.svg.close();
    }

    private void header(String title, String note) {
        svg.text("title", MARGIN, MARGIN + TITLE_SIZE, Anchor.START, title);
        svg.text("quiet", MARGIN, MARGIN + 2 * TITLE_SIZE + 2, Anchor.START, note);
    }

    private static String note(GraphDiagram diagram, Drawing drawing) {
        String types = "Types: " + TypeLabels.of(diagram.nodes()).note();
        return hasTags(drawing) ? types + ". Coloured tags: the local Jacobian of the node below" : types;
    }

    private static boolean hasTags(Drawing drawing) {
        return drawing.boxes().stream().anyMatch(placed -> placed.box().tagsHeight() > 0);
    }

    private void edge(Route route) {
        Edge edge = route.edge();
        boolean up = diagram.nodes().get(edge.from()).pullsBack();
        boolean zero = edge.jacobian()
                .filter(jacobian -> jacobian.structure() == Structure.ZERO)
                .isPresent();
        svg.begin(up ? "up" : zero ? "none" : "down", Tooltips.of(edge, diagram));
        svg.path("way", way(route.points()));
        route.junctions().forEach(point -> svg.circle("tip", left + point.x(), HEADER + point.y(), 2));
        Point end = route.points().getLast();
        boolean entersFromAbove = route.points().get(route.points().size() - 2).y() < end.y();
        svg.path("tip", tip(left + end.x(), HEADER + end.y(), entersFromAbove ? -TIP_LENGTH : TIP_LENGTH));
        svg.end();
    }

    /** Lines with rounded corners. */
    private String way(List<Point> points) {
        var commands = new StringBuilder("M").append(at(points.getFirst()));
        for (int i = 1; i < points.size() - 1; i++) {
            Point corner = points.get(i);
            commands.append(" L").append(at(towards(corner, points.get(i - 1))));
            commands.append(" Q").append(at(corner)).append(' ').append(at(towards(corner, points.get(i + 1))));
        }
        return commands.append(" L").append(at(points.getLast())).toString();
    }

    private static Point towards(Point corner, Point other) {
        double length = Math.hypot(other.x() - corner.x(), other.y() - corner.y());
        double share = length == 0 ? 0 : Math.min(BEND, length / 2) / length;
        return new Point(corner.x() + (other.x() - corner.x()) * share, corner.y() + (other.y() - corner.y()) * share);
    }

    private String at(Point point) {
        return Svg.number(left + point.x()) + "," + Svg.number(HEADER + point.y());
    }

    private static String tip(double x, double y, double back) {
        return "M%s,%s l%s,%s h%s z"
                .formatted(
                        Svg.number(x),
                        Svg.number(y),
                        Svg.number(-TIP_WIDTH),
                        Svg.number(back),
                        Svg.number(2 * TIP_WIDTH));
    }

    private void node(Placed placed) {
        NodeBox box = placed.box();
        double x = left + placed.x();
        double y = HEADER + placed.y();
        Node node = box.node();
        svg.begin(Palette.of(node) + (node.results().isEmpty() ? "" : " result"), Tooltips.of(node));
        box.above().forEach(socket -> tag(socket, x, y));
        svg.rect("box", x, y + box.tagsHeight(), box.width(), box.boxHeight(), 4);
        double baseline = y + box.tagsHeight() + NodeBox.PADDING / 2 + ASCENT;
        for (Line line : box.lines()) {
            line(line, x + box.width() / 2, baseline);
            baseline += NodeBox.LINE_HEIGHT;
        }
        svg.end();
    }

    private void line(Line line, double middle, double baseline) {
        if (line.type().isEmpty()) {
            svg.text(style(line.role()), middle, baseline, Anchor.MIDDLE, line.text());
        } else {
            double start = middle - line.width() / 2;
            svg.text(style(line.role()), start, baseline, Anchor.START, line.text());
            svg.text("quiet", start + line.width(), baseline, Anchor.END, line.type());
        }
    }

    private static String style(NodeBox.Role role) {
        return switch (role) {
            case NAME -> "name";
            case TYPE, VALUES -> "quiet";
            case RESULT -> "goal";
        };
    }

    private void tag(NodeBox.Socket socket, double x, double y) {
        NodeBox.Tag tag = socket.tag();
        if (tag.text().isEmpty()) {
            return;
        }
        double middle = x + socket.x();
        String style = Palette.of(tag.edge().jacobian().orElseThrow().structure());
        svg.rect(style, middle - tag.width() / 2, y, tag.width(), NodeBox.TAG_HEIGHT - 1, 3);
        svg.text("formula", middle, y + ASCENT, Anchor.MIDDLE, tag.text());
    }
}
