package dev.pullback.bench.device;

import java.util.Arrays;

/** Medians of repeated work that a device does on its own time. */
final class Timing {

    private static final int SAMPLES = 9;

    private static final int HOST_SAMPLES = 201;
    /** So long one sample lasts at least, so that waiting for the device is a small part of it. */
    private static final long SAMPLE_NANOS = 30_000_000;

    private static final int MOST_REPETITIONS = 2000;

    private Timing() {}

    /**
     * Seconds that one call of {@code work} takes when many follow one another: the median of {@value #SAMPLES} samples, each
     * of as many calls as last 30 ms, with one wait at its end.
     */
    static double seconds(Runnable work, Runnable synchronize) {
        for (int i = 0; i < 3; i++) {
            work.run();
            synchronize.run();
        }
        long once = nanos(work, synchronize, 1);
        int repetitions = Math.clamp(SAMPLE_NANOS / Math.max(1, once) + 1, 1, MOST_REPETITIONS);
        nanos(work, synchronize, repetitions);
        long[] samples = new long[SAMPLES];
        Arrays.setAll(samples, i -> nanos(work, synchronize, repetitions));
        Arrays.sort(samples);
        return 1e-9 * samples[SAMPLES / 2] / repetitions;
    }

    /** Seconds until one call of {@code work} returns, though the device may not be done then: the median of some calls. */
    static double hostSeconds(Runnable work, Runnable synchronize) {
        long[] samples = new long[HOST_SAMPLES];
        Arrays.setAll(samples, i -> {
            long nanos = nanos(work, () -> {}, 1);
            synchronize.run();
            return nanos;
        });
        Arrays.sort(samples);
        return 1e-9 * samples[HOST_SAMPLES / 2];
    }

    private static long nanos(Runnable work, Runnable synchronize, int repetitions) {
        long start = System.nanoTime();
        for (int i = 0; i < repetitions; i++) {
            work.run();
        }
        synchronize.run();
        return System.nanoTime() - start;
    }
}
