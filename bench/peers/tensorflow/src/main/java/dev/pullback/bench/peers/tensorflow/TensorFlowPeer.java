package dev.pullback.bench.peers.tensorflow;

import dev.pullback.bench.peers.peer.Peer;
import dev.pullback.bench.peers.peer.Task;
import dev.pullback.bench.peers.work.Elementwise;
import dev.pullback.bench.peers.work.TrainingStep;
import dev.pullback.bench.peers.work.Workload;
import org.tensorflow.TensorFlow;
import org.tensorflow.proto.ConfigProto;

/** TensorFlow, in graph mode. */
public final class TensorFlowPeer implements Peer {

    private final ConfigProto threads;

    /** Threads within an op and one op at a time, so that there are never more than asked for. */
    public TensorFlowPeer(int threads, String argument) {
        this.threads = ConfigProto.newBuilder()
                .setIntraOpParallelismThreads(threads)
                .setInterOpParallelismThreads(1)
                .build();
    }

    @Override
    public String version() {
        return "TensorFlow " + TensorFlow.version() + " by TensorFlow Java";
    }

    @Override
    public Task prepare(Workload workload) {
        return switch (workload) {
            case TrainingStep step -> new TensorFlowStep(step, threads);
            case Elementwise elementwise -> new TensorFlowElementwise(elementwise, threads);
            default -> throw new UnsupportedOperationException(workload.toString());
        };
    }
}
