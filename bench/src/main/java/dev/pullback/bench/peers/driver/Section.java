package dev.pullback.bench.peers.driver;

import dev.pullback.bench.peers.work.Workload;
import java.util.List;

/**
 * A table as it was measured.
 *
 * @param peers their names, ours first
 */
public record Section(Table table, int threads, List<String> peers, List<Workload> workloads) {

    public Section {
        peers = List.copyOf(peers);
        workloads = List.copyOf(workloads);
    }
}
