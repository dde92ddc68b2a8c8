package dev.pullback.bench.peers.report;

import dev.pullback.bench.peers.driver.Measurements;
import dev.pullback.bench.peers.driver.Table;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The whole report in Markdown. */
public final class Report {

    private final Measurements measurements;
    private final StringBuilder text = new StringBuilder("# Pullback and its peers\n\n");

    public Report(Measurements measurements, Map<String, String> circumstances) {
        this.measurements = measurements;
        circumstances.forEach((name, value) ->
                text.append("- ").append(name).append(": ").append(value).append('\n'));
        measurements
                .versions()
                .forEach((peer, version) -> text.append("- ")
                        .append(peer)
                        .append(": ")
                        .append(version)
                        .append('\n'));
    }

    public void table(Table table, int threads, List<String> peers, String pattern) {
        text.append("\n## ")
                .append(table.name().toLowerCase(Locale.ROOT))
                .append(", ")
                .append(threads)
                .append(threads == 1 ? " thread\n\n" : " threads\n\n");
        text.append(new ProductReport(measurements, threads, peers).write(table.workloads(threads, pattern)));
    }

    @Override
    public String toString() {
        StringBuilder whole = new StringBuilder(text);
        if (!measurements.failures().isEmpty()) {
            whole.append("\n## Left out\n\n");
            measurements
                    .failures()
                    .forEach(failure -> whole.append("- ").append(failure).append('\n'));
        }
        return whole.toString();
    }
}
