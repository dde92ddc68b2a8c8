package dev.pullback.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The same training on several backends, side by side; the first is what the others are measured against.
 *
 * @param runs at least one
 */
record Comparison(List<Run> runs) {

    /** How far losses of the first steps may lie apart, as a share of their size. */
    static final double TOLERANCE = 1e-5;

    Comparison {
        runs = List.copyOf(runs);
    }

    /** The losses of the first steps, a column for each backend. */
    List<String> losses() {
        List<Table.Column> columns = new ArrayList<>();
        columns.add(Table.Column.numbers("step"));
        runs.forEach(run -> columns.add(Table.Column.numbers("loss on " + run.label())));
        columns.add(Table.Column.numbers("difference"));
        var table = new Table(columns);
        for (int step = 0; step < steps(); step++) {
            List<String> row = new ArrayList<>();
            row.add(Integer.toString(step + 1));
            for (Run run : runs) {
                row.add(text("%.9g", loss(run, step)));
            }
            row.add(text("%.1e", difference(step)));
            table.row(row);
        }
        List<String> lines = new ArrayList<>(table.lines());
        lines.add(text("largest relative difference %.1e, ", largestDifference())
                + text(disagreement().isEmpty() ? "within the limit of %.0e" : "beyond the limit of %.0e", TOLERANCE));
        return lines;
    }

    /** Accuracy and speed, a row for each backend. */
    List<String> speeds() {
        var table = new Table(
                Table.Column.words("backend"),
                Table.Column.numbers("accuracy"),
                Table.Column.numbers("samples/s"),
                Table.Column.numbers("trained in"),
                Table.Column.numbers("speed-up"),
                Table.Column.words("device"));
        for (Run run : runs) {
            table.row(
                    run.label(),
                    text("%.4f", run.result().accuracy()),
                    text("%,.0f", run.result().samplesPerSecond()),
                    text("%.2f s", run.trainingSeconds()),
                    text("%.2f", speedup(run)),
                    run.device().name());
        }
        return table.lines();
    }

    /** What to say if the backends do not agree. */
    Optional<String> disagreement() {
        double largest = largestDifference();
        return largest <= TOLERANCE
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "the backends do not agree: a loss of the first %d steps differs from that on %s by %.3g of its"
                                + " size, and %.0e is the limit",
                        steps(),
                        runs.getFirst().label(),
                        largest,
                        TOLERANCE));
    }

    /** For programs. */
    Map<String, Object> content(boolean profiled) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("agree", disagreement().isEmpty());
        content.put("largest_relative_difference", largestDifference());
        content.put("tolerance", TOLERANCE);
        content.put("runs", runs.stream().map(run -> content(run, profiled)).toList());
        return content;
    }

    private Map<String, Object> content(Run run, boolean profiled) {
        Map<String, Object> content = new LinkedHashMap<>(run.content(profiled));
        content.put("speedup", speedup(run));
        return content;
    }

    double largestDifference() {
        double largest = 0;
        for (int step = 0; step < steps(); step++) {
            largest = Math.max(largest, difference(step)); // NaN stays NaN, and is within no limit
        }
        return largest;
    }

    /** The largest |x − first| / max(|x|, |first|) at a step; 0 where both are 0, NaN where one is NaN. */
    private double difference(int step) {
        double first = loss(runs.getFirst(), step);
        double largest = 0;
        for (Run run : runs) {
            double other = loss(run, step);
            double size = Math.max(Math.abs(first), Math.abs(other));
            largest = Math.max(largest, size == 0 ? 0 : Math.abs(other - first) / size);
        }
        return largest;
    }

    private double speedup(Run run) {
        return run.result().samplesPerSecond() / runs.getFirst().result().samplesPerSecond();
    }

    private int steps() {
        return runs.getFirst().result().stepLosses().size();
    }

    private static double loss(Run run, int step) {
        return run.result().stepLosses().get(step);
    }

    private static String text(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
