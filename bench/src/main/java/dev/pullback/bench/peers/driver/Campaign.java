package dev.pullback.bench.peers.driver;

import dev.pullback.bench.peers.work.FirstStep;
import dev.pullback.bench.peers.work.Workload;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** Table after table, of the peers and workloads that were asked for. */
public final class Campaign {

    private static final int MORE_STARTS = 2;

    private final Launches launches;
    private final Path logs;
    private final List<String> only;
    private final String pattern;
    private final int rounds;
    private final Measurements measurements = new Measurements();
    private final TreeSet<String> leftOut = new TreeSet<>();

    /**
     * @param logs the folder for what peers print
     * @param only names of peers; empty for all
     * @param pattern found in the names of the workloads
     */
    public Campaign(Launches launches, Path logs, List<String> only, String pattern, int rounds) {
        this.launches = launches;
        this.logs = logs;
        this.only = List.copyOf(only);
        this.pattern = pattern;
        this.rounds = rounds;
    }

    public Measurements measurements() {
        return measurements;
    }

    public Section run(Table table, int threads) {
        List<Launch> entrants = table.peers().stream()
                .filter(name -> only.isEmpty() || only.contains(name))
                .filter(this::canRun)
                .map(launches::named)
                .toList();
        List<Workload> workloads = table.workloads(threads, pattern);
        String name = table.name().toLowerCase(Locale.ROOT);
        List<Double> others = List.of();
        if (table == Table.START) {
            for (Workload workload : workloads) {
                new Starts(entrants, (FirstStep) workload, threads, logs, measurements).run(rounds + MORE_STARTS);
            }
        } else if (!workloads.isEmpty()) {
            others = new Contest(entrants, workloads, threads, table.timing(), logs, measurements)
                    .run(rounds, line -> System.err.println("pullback: " + name + ", " + line));
        }
        return new Section(table, threads, entrants.stream().map(Launch::name).toList(), workloads, others);
    }

    private boolean canRun(String peer) {
        var obstacle = launches.obstacle(peer);
        if (obstacle.isPresent() && leftOut.add(peer)) {
            measurements.failure(peer, obstacle.get());
        }
        return obstacle.isEmpty();
    }
}
