package dev.pullback.bench.peers.report;

import dev.pullback.bench.peers.driver.Launch;
import dev.pullback.bench.peers.driver.Measurements;
import dev.pullback.bench.peers.driver.Section;
import dev.pullback.bench.peers.work.Workload;
import java.util.List;

/** Processes from start to end. */
final class StartReport {

    private static final double NANOSECONDS_PER_SECOND = 1e9;

    private final Measurements measurements;
    private final Section section;

    StartReport(Measurements measurements, Section section) {
        this.measurements = measurements;
        this.section = section;
    }

    String write() {
        var table = new MarkdownTable(List.of("", "seconds", "pullback / this"));
        for (Workload work : section.workloads()) {
            for (String peer : section.peers()) {
                var seconds =
                        measurements.median(work, section.threads(), peer).map(time -> time / NANOSECONDS_PER_SECOND);
                table.row(List.of(
                        peer,
                        MarkdownTable.number("%.2f", seconds),
                        MarkdownTable.number(
                                "%.2f", measurements.speedup(work, section.threads(), Launch.OURS, peer))));
            }
        }
        return table.toString();
    }
}
