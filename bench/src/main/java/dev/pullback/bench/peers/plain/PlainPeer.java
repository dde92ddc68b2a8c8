package dev.pullback.bench.peers.plain;

import dev.pullback.bench.peers.peer.Numbers;
import dev.pullback.bench.peers.peer.Peer;
import dev.pullback.bench.peers.peer.Task;
import dev.pullback.bench.peers.work.Elementwise;
import dev.pullback.bench.peers.work.Workload;
import java.util.stream.IntStream;

/** Elementwise functions by {@link Math}, one element at a time, or a mere copy in their place. */
public final class PlainPeer implements Peer {

    private final int threads;
    private final boolean copy;

    /** @param argument {@code copy} to copy, else {@code math} */
    public PlainPeer(int threads, String argument) {
        this.threads = threads;
        copy = argument.equals("copy");
    }

    @Override
    public String version() {
        return copy ? "System.arraycopy" : "java.lang.Math in a loop";
    }

    @Override
    public Task prepare(Workload workload) {
        if (!(workload instanceof Elementwise elementwise)) {
            throw new UnsupportedOperationException(workload.toString());
        }
        float[] x = Numbers.uniform(elementwise.size(), 1, Elementwise.RANGE);
        float[] y = new float[x.length];
        return new Task() {
            @Override
            public void run(int times) {
                var helpers = IntStream.range(1, threads)
                        .mapToObj(i -> Thread.ofPlatform().start(() -> compute(i, times)))
                        .toList();
                compute(0, times);
                helpers.forEach(PlainPeer::join);
            }

            private void compute(int thread, int times) {
                int from = (int) ((long) x.length * thread / threads);
                int to = (int) ((long) x.length * (thread + 1) / threads);
                for (int i = 0; i < times; i++) {
                    if (copy) {
                        System.arraycopy(x, from, y, from, to - from);
                    } else {
                        Loops.apply(elementwise.function(), x, y, from, to);
                    }
                }
            }

            @Override
            public double[] check() {
                run(1);
                return copy ? new double[0] : Numbers.checked(y.length, i -> y[i]);
            }
        };
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
