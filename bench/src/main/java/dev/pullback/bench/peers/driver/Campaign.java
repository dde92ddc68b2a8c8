package dev.pullback.bench.peers.driver;

import dev.pullback.bench.peers.work.FirstStep;
import dev.pullback.bench.peers.work.Workload;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Table after table, of the peers and workloads that were asked for. */
public final class Campaign {

    private static final int MORE_STARTS = 2;
    private static final double NANOSECONDS_PER_SECOND = 1e9;

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

    /** @param publish takes what is known after every round */
    public void run(Table table, int threads, Consumer<Section> publish) {
        List<Launch> entrants = table.peers().stream()
                .filter(name -> only.isEmpty() || only.contains(name))
                .filter(this::canRun)
                .map(launches::named)
                .toList();
        List<Workload> workloads = table.workloads(threads, pattern);
        if (workloads.isEmpty() || entrants.isEmpty()) {
            return;
        }
        List<String> names = entrants.stream().map(Launch::name).toList();
        List<Double> others = new ArrayList<>();
        Round turns = table == Table.START
                ? new Starts(entrants, (FirstStep) workloads.getFirst(), threads, logs, measurements)
                : new Contest(entrants, workloads, threads, table.timing(), logs, measurements);
        int last = table == Table.START ? rounds + MORE_STARTS : rounds;
        for (int round = 0; round < last; round++) {
            long start = System.nanoTime();
            turns.run(round).ifPresent(others::add);
            publish.accept(new Section(table, threads, names, workloads, others));
            System.err.printf(
                    Locale.ROOT,
                    "pullback: %s, %d thread%s, round %d of %d: %.0f s%n",
                    table.name().toLowerCase(Locale.ROOT),
                    threads,
                    threads == 1 ? "" : "s",
                    round + 1,
                    last,
                    (System.nanoTime() - start) / NANOSECONDS_PER_SECOND);
        }
    }

    private boolean canRun(String peer) {
        var obstacle = launches.obstacle(peer);
        if (obstacle.isPresent() && leftOut.add(peer)) {
            measurements.failure(peer, obstacle.get());
        }
        return obstacle.isEmpty();
    }
}
