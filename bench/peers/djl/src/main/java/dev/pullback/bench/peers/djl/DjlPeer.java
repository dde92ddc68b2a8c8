package dev.pullback.bench.peers.djl;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import dev.pullback.bench.peers.peer.Peer;
import dev.pullback.bench.peers.peer.Task;
import dev.pullback.bench.peers.work.TrainingStep;
import dev.pullback.bench.peers.work.Workload;

/** PyTorch by way of DJL. The number of threads within an op is PyTorch's own, by the environment. */
public final class DjlPeer implements Peer {

    private final NDManager manager = NDManager.newBaseManager();

    public DjlPeer(int threads, String argument) {}

    @Override
    public String version() {
        return "PyTorch " + Engine.getInstance().getVersion() + " by DJL " + Engine.getDjlVersion();
    }

    @Override
    public Task prepare(Workload workload) {
        return switch (workload) {
            case TrainingStep step -> new DjlStep(step, manager);
            default -> throw new UnsupportedOperationException(workload.toString());
        };
    }

    @Override
    public void close() {
        manager.close();
    }
}
