package dev.pullback.bench.peers.blas;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.pullback.bench.peers.peer.Peer;
import dev.pullback.bench.peers.peer.Task;
import dev.pullback.bench.peers.work.FmaPeak;
import dev.pullback.bench.peers.work.Workload;
import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;
import java.util.stream.IntStream;

/** The processor's peak, by a kernel in C. */
public final class FmaPeer implements Peer {

    private final int threads;
    private final MethodHandle kernel = NativeLibraries.function(
            NativeLibraries.open("libhandwritten.so"), "fma_peak", FunctionDescriptor.of(JAVA_FLOAT, JAVA_LONG));

    public FmaPeer(int threads, String argument) {
        this.threads = threads;
    }

    @Override
    public String version() {
        return "independent chains of fused multiply-adds in C";
    }

    @Override
    public Task prepare(Workload workload) {
        if (!(workload instanceof FmaPeak)) {
            throw new UnsupportedOperationException(workload.toString());
        }
        return new Task() {
            @Override
            public void run(int times) {
                var helpers = IntStream.range(1, threads)
                        .mapToObj(i -> Thread.ofPlatform().start(() -> compute(times)))
                        .toList();
                compute(times);
                helpers.forEach(FmaPeer::join);
            }

            @Override
            public double[] check() {
                return new double[0];
            }
        };
    }

    private void compute(int times) {
        try {
            float result = (float) kernel.invokeExact(times * FmaPeak.FLOPS_PER_THREAD);
            if (Float.isNaN(result)) {
                throw new IllegalStateException("The kernel computed no number");
            }
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
