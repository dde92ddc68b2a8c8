package dev.pullback.bench.peers.report;

import dev.pullback.bench.peers.driver.Launch;
import dev.pullback.bench.peers.driver.Measurements;
import dev.pullback.bench.peers.driver.Section;
import dev.pullback.bench.peers.work.Elementwise;
import dev.pullback.bench.peers.work.Workload;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Functions of every element: time per element, and bytes read and written a second. */
final class ElementwiseReport {

    private final Measurements measurements;
    private final Section section;

    ElementwiseReport(Measurements measurements, Section section) {
        this.measurements = measurements;
        this.section = section;
    }

    String write() {
        var table = new MarkdownTable(List.of("", "ns/element", "GB/s", "pullback / this"));
        for (Workload workload : section.workloads()) {
            if (workload instanceof Elementwise work) {
                section.peers().forEach(peer -> table.row(row(work, peer)));
            }
        }
        return table.toString();
    }

    private List<String> row(Elementwise work, String peer) {
        Optional<Double> nanoseconds = measurements.median(work, section.threads(), peer);
        return List.of(
                work.function().name().toLowerCase(Locale.ROOT) + ", " + peer,
                MarkdownTable.number("%.3f", nanoseconds.map(time -> time / work.size())),
                MarkdownTable.number("%.1f", nanoseconds.map(time -> work.bytes() / time)),
                MarkdownTable.number("%.2f", measurements.speedup(work, section.threads(), Launch.OURS, peer)));
    }
}
