package dev.pullback.bench.peers.report;

import dev.pullback.bench.peers.driver.Launch;
import dev.pullback.bench.peers.driver.Measurements;
import dev.pullback.bench.peers.driver.Section;
import dev.pullback.bench.peers.work.FmaPeak;
import dev.pullback.bench.peers.work.TrainingStep;
import dev.pullback.bench.peers.work.Workload;
import java.util.List;
import java.util.Optional;

/** Training steps: samples a second, what the products of a step come to, and how ours compares. */
final class TrainingReport {

    private final Measurements measurements;
    private final Section section;

    TrainingReport(Measurements measurements, Section section) {
        this.measurements = measurements;
        this.section = section;
    }

    String write() {
        StringBuilder text = new StringBuilder();
        for (Workload workload : section.workloads()) {
            if (workload instanceof TrainingStep step) {
                text.append("Layers ")
                        .append(step.layerText())
                        .append(", batch ")
                        .append(step.batch())
                        .append(":\n\n");
                text.append(table(step)).append('\n');
            }
        }
        peak().ifPresent(peak -> text.append("FMA peak measured in between: %.0f GFLOP/s.\n".formatted(peak)));
        return text.toString();
    }

    private MarkdownTable table(TrainingStep step) {
        var table = new MarkdownTable(List.of("", "samples/s", "GFLOP/s", "% of peak", "pullback / this"));
        for (String peer : section.peers()) {
            if (!peer.equals(Launch.PEAK)) {
                Optional<Double> nanoseconds = measurements.median(step, section.threads(), peer);
                Optional<Double> rate = nanoseconds.map(time -> step.flops() / time);
                table.row(List.of(
                        peer,
                        MarkdownTable.number("%,.0f", nanoseconds.map(time -> 1e9 * step.batch() / time)),
                        MarkdownTable.number("%.0f", rate),
                        MarkdownTable.number("%.0f %%", rate.flatMap(own -> peak().map(peak -> 100 * own / peak))),
                        MarkdownTable.number(
                                "%.2f", measurements.speedup(step, section.threads(), Launch.OURS, peer))));
            }
        }
        return table;
    }

    private Optional<Double> peak() {
        var work = new FmaPeak(section.threads());
        return measurements.median(work, section.threads(), Launch.PEAK).map(time -> work.flops() / time);
    }
}
