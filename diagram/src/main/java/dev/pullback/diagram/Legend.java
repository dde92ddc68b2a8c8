package dev.pullback.diagram;

import dev.pullback.api.jacobian.Structure;
import dev.pullback.diagram.Svg.Anchor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What the colours mean, in as many rows as the width allows. Only what the drawing has is explained. */
final class Legend {

    private static final double ROW = 18;
    private static final double SWATCH = 16;
    private static final double GAP = 5;
    private static final double BETWEEN = 14;

    /** A colour and its meaning, and where it stands. */
    private record Item(String group, String swatch, String label, double x, int row) {}

    private final List<Item> items = new ArrayList<>();
    private final double width;
    private double x;
    private int row;

    private Legend(double width) {
        this.width = width;
    }

    /** @param tags whether local Jacobians are drawn */
    static Legend of(GraphDiagram diagram, boolean tags, double width) {
        var legend = new Legend(width);
        Stream.of("input", "forward", "gradient", "update")
                .filter(style -> diagram.nodes().stream()
                        .anyMatch(node -> Palette.of(node).equals(style)))
                .forEach(style -> legend.add(style, "box", style));
        diagram.nodes().stream()
                .filter(node -> Palette.of(node).equals("other"))
                .map(Node::phase)
                .distinct()
                .forEach(phase -> legend.add("other", "box", phase));
        if (diagram.nodes().stream().anyMatch(node -> !node.results().isEmpty())) {
            legend.add("result forward", "box", "result");
        }
        Stream.of(Structure.values())
                .filter(structure -> tags
                        && diagram.edges().stream()
                                .anyMatch(edge -> edge.jacobian()
                                        .filter(jacobian -> jacobian.structure() == structure)
                                        .isPresent()))
                .forEach(structure -> legend.add("tag", Palette.of(structure), "J " + LocalJacobian.label(structure)));
        return legend;
    }

    double height() {
        return (row + 1) * ROW;
    }

    void draw(Svg svg, double left, double top) {
        for (Item item : items) {
            double y = top + item.row() * ROW;
            svg.begin(item.group(), item.label());
            svg.rect(item.swatch(), left + item.x(), y + 1, SWATCH, 12, 3);
            svg.text("quiet", left + item.x() + SWATCH + GAP, y + 11, Anchor.START, item.label());
            svg.end();
        }
    }

    private void add(String group, String swatch, String label) {
        double own = SWATCH + GAP + TextWidth.of(label, NodeBox.FONT_SIZE);
        if (x > 0 && x + own > width) {
            x = 0;
            row++;
        }
        items.add(new Item(group, swatch, label, x, row));
        x += own + BETWEEN;
    }
}
