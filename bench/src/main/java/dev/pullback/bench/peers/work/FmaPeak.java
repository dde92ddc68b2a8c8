package dev.pullback.bench.peers.work;

/**
 * Fused multiply-adds on registers and nothing else: what the processor's vector units can do at most.
 *
 * @param threads how many compute at the same time
 */
public record FmaPeak(int threads) implements Workload {

    /** Of one run: some ten milliseconds, so that starting threads does not count. */
    public static final long FLOPS_PER_THREAD = 2_000_000_000L;

    @Override
    public double flops() {
        return (double) threads * FLOPS_PER_THREAD;
    }

    @Override
    public String toString() {
        return "fma:" + threads;
    }
}
