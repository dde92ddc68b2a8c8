package dev.pullback.bench.peers.report;

import dev.pullback.bench.peers.driver.Measurements;
import dev.pullback.bench.peers.driver.Section;
import dev.pullback.bench.peers.driver.Statistics;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The whole report in Markdown. */
public final class Report {

    private Report() {}

    public static String of(Measurements measurements, Map<String, String> circumstances, List<Section> sections) {
        StringBuilder text = new StringBuilder("# Pullback and its peers\n\n");
        circumstances.forEach((name, value) -> item(text, name, value));
        measurements.versions().forEach((peer, version) -> item(text, peer, version));
        for (Section section : sections) {
            text.append("\n## ")
                    .append(section.table().name().toLowerCase(Locale.ROOT))
                    .append(section.threads() == 1 ? ", 1 thread\n\n" : ", " + section.threads() + " threads\n\n")
                    .append(table(measurements, section))
                    .append(others(section));
        }
        if (!measurements.failures().isEmpty()) {
            text.append("\n## Left out\n\n");
            measurements
                    .failures()
                    .forEach(failure -> text.append("- ").append(failure).append('\n'));
        }
        return text.toString();
    }

    private static String table(Measurements measurements, Section section) {
        return switch (section.table()) {
            case GEMM, DENSE -> new ProductReport(measurements, section).write();
            case ELEMENTWISE -> new ElementwiseReport(measurements, section).write();
            case TRAIN -> new TrainingReport(measurements, section).write();
            case START -> new StartReport(measurements, section).write();
        };
    }

    /** What else the machine did, so that nobody takes a busy machine's figures for a quiet one's. */
    private static String others(Section section) {
        return section.others().isEmpty()
                ? ""
                : String.format(
                        Locale.ROOT,
                        "\nOther programs and the host took %.0f %% of the machine (median of the rounds; at most %.0f %%).\n",
                        100 * Statistics.median(section.others()),
                        100 * Collections.max(section.others()));
    }

    private static void item(StringBuilder text, String name, String value) {
        text.append("- ").append(name).append(": ").append(value).append('\n');
    }
}
