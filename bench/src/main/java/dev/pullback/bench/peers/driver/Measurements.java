package dev.pullback.bench.peers.driver;

import dev.pullback.bench.peers.work.Workload;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All that was measured, round by round, and what went wrong. */
public final class Measurements {

    /** What figures belong to. */
    public record Cell(Workload workload, int threads, String peer) {}

    /** Nanoseconds of one run. */
    public record Figure(int round, double nanoseconds) {}

    private final Map<Cell, List<Figure>> figures = new LinkedHashMap<>();
    private final Map<String, String> versions = new LinkedHashMap<>();
    private final List<String> failures = new ArrayList<>();

    public void add(Cell cell, int round, double nanoseconds) {
        figures.computeIfAbsent(cell, key -> new ArrayList<>()).add(new Figure(round, nanoseconds));
    }

    public void version(String peer, String version) {
        versions.putIfAbsent(peer, version);
    }

    public void failure(String peer, String what) {
        failures.add(peer + ": " + what);
    }

    public Map<Cell, List<Figure>> all() {
        return Collections.unmodifiableMap(figures);
    }

    public Map<String, String> versions() {
        return Collections.unmodifiableMap(versions);
    }

    public List<String> failures() {
        return Collections.unmodifiableList(failures);
    }

    /** The median of all figures, in nanoseconds. */
    public Optional<Double> median(Workload workload, int threads, String peer) {
        return Optional.ofNullable(figures.get(new Cell(workload, threads, peer)))
                .map(all ->
                        Statistics.median(all.stream().map(Figure::nanoseconds).toList()));
    }

    /**
     * How many times as fast a peer is as another: the median over the rounds of the ratio within each round, since the machine
     * may be slower in one round than in another.
     */
    public Optional<Double> speedup(Workload workload, int threads, String peer, String over) {
        List<Figure> own = figures.getOrDefault(new Cell(workload, threads, peer), List.of());
        List<Figure> others = figures.getOrDefault(new Cell(workload, threads, over), List.of());
        List<Double> ratios = new ArrayList<>();
        for (Figure figure : own) {
            others.stream()
                    .filter(other -> other.round() == figure.round())
                    .findFirst()
                    .ifPresent(other -> ratios.add(other.nanoseconds() / figure.nanoseconds()));
        }
        return ratios.isEmpty() ? Optional.empty() : Optional.of(Statistics.median(ratios));
    }
}
