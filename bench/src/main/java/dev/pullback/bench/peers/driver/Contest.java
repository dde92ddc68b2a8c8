package dev.pullback.bench.peers.driver;

import dev.pullback.bench.peers.work.Workload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Workloads measured peer by peer: in every round each peer gets a fresh process, then every workload is run by one peer after
 * the other, in turns whose order moves on; the median of a peer's turns is its figure. Results are compared first: a peer that
 * disagrees is not timed.
 */
final class Contest implements Round {

    private final List<Launch> launches;
    private final List<Workload> workloads;
    private final int threads;
    private final Timing timing;
    private final Path logs;
    private final Measurements measurements;
    private final Agreement agreement;

    Contest(
            List<Launch> launches,
            List<Workload> workloads,
            int threads,
            Timing timing,
            Path logs,
            Measurements measurements) {
        this.launches = launches;
        this.workloads = workloads;
        this.threads = threads;
        this.timing = timing;
        this.logs = logs;
        this.measurements = measurements;
        this.agreement = new Agreement(measurements);
    }

    @Override
    public OptionalDouble run(int round) {
        List<PeerProcess> peers = new ArrayList<>();
        var driver = List.of(ProcessHandle.current());
        ProcessorTime before = ProcessorTime.now();
        Duration driverBefore = ProcessorTime.of(driver);
        try {
            launches.forEach(launch -> start(launch, peers));
            if (round == 0) {
                workloads.forEach(workload -> compare(workload, peers));
            }
            peers.forEach(this::rehearse);
            for (Workload workload : workloads) {
                measure(round, workload, peers);
            }
            Duration own = ProcessorTime.of(
                            peers.stream().map(PeerProcess::handle).toList())
                    .plus(ProcessorTime.of(driver))
                    .minus(driverBefore);
            return OptionalDouble.of(ProcessorTime.now().shareOfOthers(before, own));
        } finally {
            peers.forEach(PeerProcess::close);
        }
    }

    private void start(Launch launch, List<PeerProcess> peers) {
        try {
            PeerProcess peer = new PeerProcess(launch, threads, PeerProcess.log(logs, launch));
            measurements.version(launch.name(), peer.version());
            peers.add(peer);
        } catch (PeerFailure e) {
            measurements.failure(launch.name(), e.getMessage());
        }
    }

    private void compare(Workload workload, List<PeerProcess> peers) {
        Map<String, double[]> results = new HashMap<>();
        for (PeerProcess peer : peers) {
            if (peer.launch().runs(workload)) {
                try {
                    results.put(peer.launch().name(), peer.check(workload));
                } catch (PeerFailure e) {
                    agreement.exclude(workload, peer.launch().name(), e.getMessage());
                }
            }
        }
        agreement.compare(workload, results);
    }

    private void rehearse(PeerProcess peer) {
        int milliseconds = peer.launch().rehearsal() / workloads.size();
        if (milliseconds > 0) {
            workloads.forEach(workload -> time(workload, peer, timing.rehearsing(milliseconds)));
        }
    }

    private void measure(int round, Workload workload, List<PeerProcess> peers) {
        Map<String, List<Double>> nanoseconds = new LinkedHashMap<>();
        for (int turn = 0; turn < timing.turns(); turn++) {
            for (int i = 0; i < peers.size(); i++) {
                PeerProcess peer = peers.get((i + round + turn) % peers.size());
                double measured = time(workload, peer, timing);
                if (!Double.isNaN(measured)) {
                    nanoseconds
                            .computeIfAbsent(peer.launch().name(), name -> new ArrayList<>())
                            .add(measured);
                }
            }
        }
        nanoseconds.forEach((name, all) ->
                measurements.add(new Measurements.Cell(workload, threads, name), round, Statistics.median(all)));
    }

    private double time(Workload workload, PeerProcess peer, Timing how) {
        String name = peer.launch().name();
        if (!peer.launch().runs(workload) || agreement.excludes(workload, name)) {
            return Double.NaN;
        }
        try {
            return peer.measure(workload, how);
        } catch (PeerFailure e) {
            agreement.exclude(workload, name, e.getMessage());
            return Double.NaN;
        }
    }
}
