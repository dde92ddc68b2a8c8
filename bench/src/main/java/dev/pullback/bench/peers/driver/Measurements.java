package dev.pullback.bench.peers.driver;

import dev.pullback.bench.peers.work.Workload;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All that was measured: for each cell a figure per round, in the order of the rounds; and what went wrong. */
public final class Measurements {

    /** What a figure belongs to. */
    public record Cell(Workload workload, int threads, String peer) {}

    private final Map<Cell, List<Double>> nanoseconds = new LinkedHashMap<>();
    private final Map<String, String> versions = new LinkedHashMap<>();
    private final List<String> failures = new ArrayList<>();

    public void add(Cell cell, double value) {
        nanoseconds.computeIfAbsent(cell, key -> new ArrayList<>()).add(value);
    }

    public void version(String peer, String version) {
        versions.putIfAbsent(peer, version);
    }

    public void failure(String peer, String what) {
        failures.add(peer + ": " + what);
    }

    public Map<Cell, List<Double>> all() {
        return Collections.unmodifiableMap(nanoseconds);
    }

    public Map<String, String> versions() {
        return Collections.unmodifiableMap(versions);
    }

    public List<String> failures() {
        return Collections.unmodifiableList(failures);
    }

    /** The median over the rounds, in nanoseconds. */
    public Optional<Double> median(Workload workload, int threads, String peer) {
        return Optional.ofNullable(nanoseconds.get(new Cell(workload, threads, peer)))
                .map(Statistics::median);
    }

    /**
     * How many times as fast a peer is as another: the median over the rounds of the ratio within each round, since the machine
     * may be slower in one round than in another.
     */
    public Optional<Double> speedup(Workload workload, int threads, String peer, String over) {
        List<Double> own = nanoseconds.get(new Cell(workload, threads, peer));
        List<Double> other = nanoseconds.get(new Cell(workload, threads, over));
        if (own == null || other == null) {
            return Optional.empty();
        }
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < Math.min(own.size(), other.size()); round++) {
            ratios.add(other.get(round) / own.get(round));
        }
        return Optional.of(Statistics.median(ratios));
    }
}
