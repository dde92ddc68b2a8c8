package dev.pullback.bench.peers.pullback;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.BackendOptions;
import dev.pullback.api.backend.Backends;
import dev.pullback.bench.peers.peer.Peer;
import dev.pullback.bench.peers.peer.Task;
import dev.pullback.bench.peers.work.Gemm;
import dev.pullback.bench.peers.work.Workload;

/** Backend {@code cpu} with that many threads. */
public final class PullbackPeer implements Peer {

    private final Backend backend;

    public PullbackPeer(int threads, String argument) {
        backend = Backends.open("cpu", BackendOptions.defaults().with("threads", Integer.toString(threads)));
    }

    @Override
    public String version() {
        return "backend cpu, " + backend.device().details();
    }

    @Override
    public Task prepare(Workload workload) {
        return switch (workload) {
            case Gemm gemm -> new Program(backend, Programs.of(gemm));
            default -> throw new UnsupportedOperationException(workload.toString());
        };
    }

    @Override
    public void close() {
        backend.close();
    }
}
