package dev.pullback.diagram;

import dev.pullback.api.error.ConfigurationException;
import dev.pullback.api.error.ShapeException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * A line chart as SVG: a title, two axes, any number of lines.
 *
 * <pre>{@code
 * Files.writeString(file, LineChart.titled("Gradient descent").axes("step", "loss").logarithmic()
 *         .line("rate 0.1", steps, losses)
 *         .svg());
 * }</pre>
 *
 * Values that cannot be drawn (NaN, infinities, and on a logarithmic axis what is not above 0) leave a gap in their line.
 *
 * @param title what is shown; may be empty
 * @param xLabel what the horizontal axis counts, with its unit
 * @param yLabel what the vertical axis counts, with its unit
 * @param logarithmicY whether equal distances on the vertical axis are equal ratios
 * @param lines in the order of the legend
 */
public record LineChart(String title, String xLabel, String yLabel, boolean logarithmicY, List<Line> lines) {

    /**
     * Points joined in their order.
     *
     * @param name as in the legend; may be empty
     */
    public record Line(String name, List<Point> points) {
        public Line {
            points = List.copyOf(points);
        }
    }

    /** A point in the units of the axes. */
    public record Point(double x, double y) {}

    public LineChart {
        lines = List.copyOf(lines);
    }

    /** A chart without lines yet. */
    public static LineChart titled(String title) {
        return new LineChart(title, "", "", false, List.of());
    }

    /** The same with these words at its axes. */
    public LineChart axes(String x, String y) {
        return new LineChart(title, x, y, logarithmicY, lines);
    }

    /** The same with a logarithmic vertical axis. */
    public LineChart logarithmic() {
        return new LineChart(title, xLabel, yLabel, true, lines);
    }

    /**
     * The same with one more line.
     *
     * @throws ShapeException if there are not as many x as y
     */
    public LineChart line(String name, double[] x, double[] y) {
        if (x.length != y.length) {
            throw new ShapeException("Line '%s' has %,d values of x and %,d of y; give as many of each"
                    .formatted(name, x.length, y.length));
        }
        List<Line> more = new ArrayList<>(lines);
        more.add(new Line(
                name,
                IntStream.range(0, x.length)
                        .mapToObj(i -> new Point(x[i], y[i]))
                        .toList()));
        return new LineChart(title, xLabel, yLabel, logarithmicY, more);
    }

    /**
     * The chart as a file of its own, dark where the reader's screen is.
     *
     * @throws ConfigurationException if no line has a point that can be drawn
     */
    public String svg() {
        if (lines.stream().flatMap(line -> line.points().stream()).noneMatch(this::isDrawable)) {
            throw new ConfigurationException(
                    "The chart '%s' has no point to draw: every value is missing, NaN or infinite%s"
                            .formatted(title, logarithmicY ? ", or not above 0, as a logarithmic axis needs" : ""));
        }
        return new LineChartWriter(this).write();
    }

    /** Whether a point has a place on the axes. */
    boolean isDrawable(Point point) {
        return Double.isFinite(point.x()) && Double.isFinite(point.y()) && (!logarithmicY || point.y() > 0);
    }

    /** The coordinates that can be drawn. */
    DoubleStream drawable(ToDoubleFunction<Point> coordinate) {
        return lines.stream()
                .flatMap(line -> line.points().stream())
                .filter(this::isDrawable)
                .mapToDouble(coordinate);
    }
}
