package dev.pullback.bench.peers.report;

import dev.pullback.bench.peers.driver.Launch;
import dev.pullback.bench.peers.driver.Measurements;
import dev.pullback.bench.peers.driver.Section;
import dev.pullback.bench.peers.driver.Statistics;
import dev.pullback.bench.peers.work.FmaPeak;
import dev.pullback.bench.peers.work.Gemm;
import dev.pullback.bench.peers.work.Workload;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Matrix products: GFLOP/s of everybody, ours as a share of the peak and as a multiple of each other's. */
final class ProductReport {

    private static final String OURS = Launch.OURS;
    private static final String PEAK = Launch.PEAK;
    private static final String BEST = "best";

    private final Measurements measurements;
    private final Section section;
    private final List<String> others;
    private final Map<String, List<Double>> ratios = new TreeMap<>();

    ProductReport(Measurements measurements, Section section) {
        this.measurements = measurements;
        this.section = section;
        this.others = section.peers().stream()
                .filter(peer -> !peer.equals(OURS) && !peer.equals(PEAK))
                .toList();
    }

    String write() {
        List<String> head = new ArrayList<>(List.of("m×k×n", OURS));
        head.addAll(others);
        head.add("% of peak");
        others.forEach(other -> head.add("/ " + other));
        head.add("/ best");
        var table = new MarkdownTable(head);
        for (Workload workload : section.workloads()) {
            if (workload instanceof Gemm gemm) {
                table.row(row(gemm));
            }
        }
        List<String> means = new ArrayList<>(List.of("**geometric mean**", ""));
        others.forEach(other -> means.add(""));
        means.add(MarkdownTable.number("%.0f %%", mean(PEAK).map(share -> 100 * share)));
        others.forEach(other -> means.add(MarkdownTable.number("%.2f", mean(other))));
        means.add(MarkdownTable.number("%.2f", mean(BEST)));
        table.row(means);
        return table + "\n" + peakLine() + worstLine();
    }

    private List<String> row(Gemm gemm) {
        List<String> row = new ArrayList<>();
        row.add(gemm.transposes() + " " + gemm.sizes().replace('x', '×'));
        row.add(MarkdownTable.number("%.0f", rate(gemm, OURS)));
        others.forEach(other -> row.add(MarkdownTable.number("%.0f", rate(gemm, other))));
        Optional<Double> share = rate(gemm, OURS).flatMap(own -> peak().map(peak -> own / peak));
        row.add(MarkdownTable.number("%.0f %%", remember(PEAK, share).map(value -> 100 * value)));
        List<Double> all = new ArrayList<>();
        for (String other : others) {
            Optional<Double> ratio = remember(other, measurements.speedup(gemm, section.threads(), OURS, other));
            ratio.ifPresent(all::add);
            row.add(MarkdownTable.number("%.2f", ratio));
        }
        row.add(MarkdownTable.number("%.2f", remember(BEST, all.stream().min(Comparator.naturalOrder()))));
        return row;
    }

    private Optional<Double> remember(String column, Optional<Double> value) {
        value.ifPresent(number ->
                ratios.computeIfAbsent(column, key -> new ArrayList<>()).add(number));
        return value;
    }

    private Optional<Double> mean(String column) {
        return Optional.ofNullable(ratios.get(column)).map(Statistics::geometricMean);
    }

    private Optional<Double> rate(Workload workload, String peer) {
        return measurements
                .median(workload, section.threads(), peer)
                .map(nanoseconds -> workload.flops() / nanoseconds);
    }

    private Optional<Double> peak() {
        return rate(new FmaPeak(section.threads()), PEAK);
    }

    private String peakLine() {
        return peak().map(rate -> "FMA peak measured in between: %.0f GFLOP/s.\n".formatted(rate))
                .orElse("The FMA peak was not measured.\n");
    }

    private String worstLine() {
        return Optional.ofNullable(ratios.get(BEST))
                .map(all -> "Worst ratio to the best peer: %.2f.\n"
                        .formatted(all.stream().min(Comparator.naturalOrder()).orElseThrow()))
                .orElse("");
    }
}
