package dev.pullback.diagram;

import dev.pullback.diagram.LineChart.Line;
import dev.pullback.diagram.LineChart.Point;
import dev.pullback.diagram.Svg.Anchor;
import java.util.function.ToDoubleFunction;

/** Draws a line chart. */
final class LineChartWriter {

    private static final double WIDTH = 560;
    private static final double PLOT_HEIGHT = 270;
    private static final double TOP = 44;
    private static final double RIGHT = 16;
    private static final double LEGEND_ROW = 16;
    private static final int COLOURS = 6;

    private static final String STYLES = Palette.STYLES + """
                    .grid { stroke: #dfe3ea; fill: none; }
                    .frame { stroke: #7b879b; fill: none; }
                    .line { fill: none; stroke-width: 1.8; stroke-linejoin: round; }
                    .line0 { stroke: #2563c9; } .line1 { stroke: #d9622b; } .line2 { stroke: #2a8f57; }
                    .line3 { stroke: #8a4fc7; } .line4 { stroke: #b8860b; } .line5 { stroke: #c2326b; }
                    .dash1 { stroke-dasharray: 7 3; } .dash2 { stroke-dasharray: 2 3; }
                    @media (prefers-color-scheme: dark) {
                    .grid { stroke: #2c323d; }
                    .line0 { stroke: #78a9ff; } .line1 { stroke: #ff9a66; } .line2 { stroke: #62cf92; }
                    .line3 { stroke: #c49bf5; } .line4 { stroke: #e3bb4d; } .line5 { stroke: #ff86b3; }
                    }
                    """;

    private final LineChart chart;
    private final Axis horizontal;
    private final Axis vertical;
    private final double left;
    private final double height;

    LineChartWriter(LineChart chart) {
        this.chart = chart;
        this.horizontal = axis(chart, Point::x, false);
        this.vertical = axis(chart, Point::y, chart.logarithmicY());
        this.left = 14
                + vertical.ticks().stream()
                        .mapToDouble(tick -> TextWidth.of(vertical.label(tick), NodeBox.FONT_SIZE))
                        .max()
                        .orElseThrow();
        this.height = TOP + PLOT_HEIGHT + 44 + LEGEND_ROW * chart.lines().size();
    }

    private static Axis axis(LineChart chart, ToDoubleFunction<Point> coordinate, boolean logarithmic) {
        return Axis.around(
                chart.drawable(coordinate).min().orElseThrow(),
                chart.drawable(coordinate).max().orElseThrow(),
                logarithmic);
    }

    String write() {
        var svg = new Svg(WIDTH, height, chart.title(), STYLES);
        svg.text("title", 8, 20, Anchor.START, chart.title());
        svg.text("quiet", 8, TOP - 8, Anchor.START, chart.yLabel());
        for (double tick : vertical.ticks()) {
            double y = y(tick);
            svg.path("grid", "M%s,%s H%s".formatted(Svg.number(left), Svg.number(y), Svg.number(WIDTH - RIGHT)));
            svg.text("quiet", left - 5, y + 4, Anchor.END, vertical.label(tick));
        }
        for (double tick : horizontal.ticks()) {
            double x = x(tick);
            svg.path("grid", "M%s,%s V%s".formatted(Svg.number(x), Svg.number(TOP), Svg.number(TOP + PLOT_HEIGHT)));
            svg.text("quiet", x, TOP + PLOT_HEIGHT + 15, Anchor.MIDDLE, horizontal.label(tick));
        }
        svg.text("quiet", (left + WIDTH - RIGHT) / 2, TOP + PLOT_HEIGHT + 31, Anchor.MIDDLE, chart.xLabel());
        svg.rect("frame", left, TOP, WIDTH - RIGHT - left, PLOT_HEIGHT, 0);
        for (int i = 0; i < chart.lines().size(); i++) {
            line(svg, chart.lines().get(i), i);
        }
        return svg.close();
    }

    private void line(Svg svg, Line line, int position) {
        String style = "line line%d dash%d".formatted(position % COLOURS, position / COLOURS % 3);
        svg.begin("series", line.name());
        svg.path(style, commands(line));
        double y = TOP + PLOT_HEIGHT + 44 + LEGEND_ROW * position;
        svg.path(style, "M%s,%s h22".formatted(Svg.number(left), Svg.number(y)));
        svg.text("name", left + 28, y + 4, Anchor.START, line.name());
        svg.end();
    }

    /** The line, which begins anew behind every gap. */
    private String commands(Line line) {
        var commands = new StringBuilder();
        boolean down = false;
        for (Point point : line.points()) {
            boolean drawable = chart.isDrawable(point);
            if (drawable) {
                commands.append(down ? " L" : " M")
                        .append(Svg.number(x(point.x())))
                        .append(',')
                        .append(Svg.number(y(point.y())));
            }
            down = drawable;
        }
        return commands.toString().strip();
    }

    private double x(double value) {
        return left + horizontal.position(value) * (WIDTH - RIGHT - left);
    }

    private double y(double value) {
        return TOP + PLOT_HEIGHT * (1 - vertical.position(value));
    }
}
