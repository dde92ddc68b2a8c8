package dev.pullback.diagram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.error.ConfigurationException;
import dev.pullback.api.error.ShapeException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Line charts: ticks that people read easily, lines where the values are. */
class LineChartTest {

    private static final double[] STEPS = {0, 1, 2, 3, 4};

    @ParameterizedTest
    @CsvSource({
        "0, 60, 0 10 20 30 40 50 60",
        "0.13, 0.87, 0.1 0.2 0.3 0.4 0.5 0.6 0.7 0.8 0.9",
        "-1, 3, −1.0 −0.5 0.0 0.5 1.0 1.5 2.0 2.5 3.0",
        "5, 5, 2.0 3.0 4.0 5.0 6.0 7.0 8.0",
        "0, 0, −1.0 −0.5 0.0 0.5 1.0",
    })
    void ticks_are_round_numbers_around_all_values(double min, double max, String labels) {
        Axis axis = Axis.around(min, max, false);
        List<String> found = axis.ticks().stream().map(axis::label).toList();

        assertTrue(axis.from() <= min && axis.to() >= max);
        assertTrue(found.size() >= 4 && found.size() <= 10, found::toString);
        if (min != max) {
            assertEquals(labels, String.join(" ", found));
        }
    }

    @Test
    void ticks_of_a_logarithmic_axis_are_powers_of_ten() {
        Axis axis = Axis.around(0.003, 40, true);

        assertEquals(
                List.of("0.001", "0.01", "0.1", "1", "10", "100"),
                axis.ticks().stream().map(axis::label).toList());
        assertEquals(0.6, axis.position(1), 1e-12);
        Axis wide = Axis.around(1e-30, 1, true);
        assertTrue(wide.ticks().size() <= 9);
        assertEquals("1e−8", wide.label(1e-8));
    }

    @Test
    void a_line_runs_through_its_points() {
        String svg = LineChart.titled("t")
                .line("falling", STEPS, new double[] {4, 3, 2, 1, 0})
                .svg();
        List<double[]> points = points(svg, 0);

        assertEquals(5, points.size());
        for (int i = 1; i < points.size(); i++) {
            assertEquals((points.get(4)[0] - points.get(0)[0]) / 4, points.get(i)[0] - points.get(i - 1)[0], 0.11);
            assertEquals((points.get(4)[1] - points.get(0)[1]) / 4, points.get(i)[1] - points.get(i - 1)[1], 0.11);
        }
        assertTrue(points.get(4)[1] > points.get(0)[1], "a smaller value stands lower");
    }

    @Test
    void values_that_cannot_be_drawn_leave_a_gap() {
        double[] y = {1, Double.NaN, 2, Double.POSITIVE_INFINITY, 4};

        assertEquals(3, moves(LineChart.titled("t").line("a", STEPS, y).svg()));
        assertEquals(
                1,
                moves(LineChart.titled("t")
                        .line("a", STEPS, new double[] {0, 1, 2, 3, 4})
                        .svg()));
        assertEquals(
                2,
                moves(LineChart.titled("t")
                        .logarithmic()
                        .line("a", STEPS, new double[] {1, 1, 0, 3, 4})
                        .svg()));
    }

    @Test
    void title_axes_and_legend_are_written_and_the_file_is_well_formed() throws Exception {
        String svg = LineChart.titled("Loss <of> σ")
                .axes("step", "L")
                .line("ε = 0.1", STEPS, STEPS)
                .line("ε = 1", STEPS, STEPS)
                .svg();
        String text = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement()
                .getTextContent();

        for (String word : List.of("Loss <of> σ", "step", "L", "ε = 0.1", "ε = 1")) {
            assertTrue(text.contains(word), word);
        }
        assertTrue(svg.contains("line line0") && svg.contains("line line1"));
    }

    @Test
    void a_chart_of_nothing_and_lines_of_uneven_lengths_are_refused() {
        assertThrows(ConfigurationException.class, () -> LineChart.titled("t").svg());
        var empty = LineChart.titled("t").logarithmic().line("a", STEPS, new double[5]);
        assertTrue(assertThrows(ConfigurationException.class, empty::svg)
                .getMessage()
                .contains("logarithmic"));
        assertThrows(ShapeException.class, () -> LineChart.titled("t").line("a", STEPS, new double[2]));
    }

    private static String line(String svg, int number) {
        var matcher = Pattern.compile("<path class=\"line line" + number + "[^\"]*\" d=\"([^\"]*)\"")
                .matcher(svg);
        assertTrue(matcher.find(), svg);
        return matcher.group(1);
    }

    private static List<double[]> points(String svg, int number) {
        return Pattern.compile("([0-9.]+),([0-9.]+)")
                .matcher(line(svg, number))
                .results()
                .map(point -> new double[] {Double.parseDouble(point.group(1)), Double.parseDouble(point.group(2))})
                .toList();
    }

    private static long moves(String svg) {
        return line(svg, 0).chars().filter(command -> command == 'M').count();
    }
}
