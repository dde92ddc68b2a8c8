package dev.pullback.bench.peers.driver;

import dev.pullback.bench.peers.work.Workload;
import java.util.List;

/**
 * A table as it was measured.
 *
 * @param peers their names, ours first
 * @param others for each round the share of the machine that neither the peers nor the driver took
 */
public record Section(Table table, int threads, List<String> peers, List<Workload> workloads, List<Double> others) {

    public Section {
        peers = List.copyOf(peers);
        workloads = List.copyOf(workloads);
        others = List.copyOf(others);
    }
}
