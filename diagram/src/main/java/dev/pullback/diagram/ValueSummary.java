package dev.pullback.diagram;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The values of a tensor, short enough to be read at a glance: all of a small one, row-major; smallest, largest and mean of
 * a larger one. The mean of a tensor with a NaN is NaN.
 *
 * @param lines one or two
 */
public record ValueSummary(List<String> lines) {

    private static final int SHOWN_IN_FULL = 4;

    public ValueSummary {
        lines = List.copyOf(lines);
    }

    /** Of a tensor's elements in row-major order. */
    static ValueSummary of(double[] elements) {
        if (elements.length == 1) {
            return new ValueSummary(List.of("= " + Numbers.rough(elements[0])));
        }
        if (elements.length <= SHOWN_IN_FULL) {
            return new ValueSummary(List.of(
                    Arrays.stream(elements).mapToObj(Numbers::rough).collect(Collectors.joining(" ", "= (", ")"))));
        }
        double min = Arrays.stream(elements).min().orElseThrow();
        double max = Arrays.stream(elements).max().orElseThrow();
        double mean = Arrays.stream(elements).average().orElseThrow();
        return new ValueSummary(
                List.of(Numbers.rough(min) + " … " + Numbers.rough(max), "mean " + Numbers.rough(mean)));
    }

    /** On one line. */
    public String text() {
        return String.join(", ", lines);
    }
}
