package dev.pullback.bench.peers.nd4j;

import dev.pullback.bench.peers.peer.Peer;
import dev.pullback.bench.peers.peer.Task;
import dev.pullback.bench.peers.work.TrainingStep;
import dev.pullback.bench.peers.work.Workload;
import org.nd4j.linalg.factory.Nd4j;

/** ND4J with its native backend. The number of threads is by the environment. */
public final class Nd4jPeer implements Peer {

    public Nd4jPeer(int threads, String argument) {}

    @Override
    public String version() {
        var facts = Nd4j.getExecutioner().getEnvironmentInformation();
        return "ND4J 1.0.0-M2.1, " + facts.getProperty("blas.vendor") + ", " + facts.getProperty("omp.threads")
                + " OpenMP threads";
    }

    @Override
    public Task prepare(Workload workload) {
        return switch (workload) {
            case TrainingStep step -> new Nd4jStep(step);
            default -> throw new UnsupportedOperationException(workload.toString());
        };
    }
}
