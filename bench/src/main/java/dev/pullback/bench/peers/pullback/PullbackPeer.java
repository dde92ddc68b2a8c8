package dev.pullback.bench.peers.pullback;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.BackendOptions;
import dev.pullback.api.backend.Backends;
import dev.pullback.bench.peers.peer.Peer;
import dev.pullback.bench.peers.peer.Task;
import dev.pullback.bench.peers.work.Elementwise;
import dev.pullback.bench.peers.work.Gemm;
import dev.pullback.bench.peers.work.TrainingStep;
import dev.pullback.bench.peers.work.Workload;

/** Backend {@code cpu} with that many threads. */
public final class PullbackPeer implements Peer {

    private final Backend backend;
    private final boolean session;

    /** @param argument {@code session} for training as the network module does it, else one compiled step is run */
    public PullbackPeer(int threads, String argument) {
        backend = Backends.open("cpu", BackendOptions.defaults().with("threads", Integer.toString(threads)));
        session = argument.equals("session");
    }

    @Override
    public String version() {
        return "backend cpu, " + backend.device().details();
    }

    @Override
    public Task prepare(Workload workload) {
        return switch (workload) {
            case Gemm gemm -> new Program(backend, Programs.of(gemm), 0.5);
            case Elementwise elementwise -> new Program(backend, Programs.of(elementwise), Elementwise.RANGE);
            case TrainingStep step -> session ? new SessionSteps(backend, step) : new StepProgram(backend, step);
            default -> throw new UnsupportedOperationException(workload.toString());
        };
    }

    @Override
    public void close() {
        backend.close();
    }
}
