package dev.pullback.bench.peers.peer;

import java.util.Arrays;

/** Times a task in samples long enough for the clock. */
final class Stopwatch {

    private static final double NANOSECONDS_PER_MILLISECOND = 1e6;

    private Stopwatch() {}

    /**
     * Nanoseconds of one run, the median of all samples.
     *
     * @param warmUp milliseconds to run before
     * @param samples how many
     * @param length milliseconds that a sample takes at least
     */
    static double measure(Task task, int warmUp, int samples, int length) {
        double once = warmedUp(task, warmUp);
        int times = (int) Math.max(1, Math.ceil(length * NANOSECONDS_PER_MILLISECOND / once));
        double[] nanoseconds = new double[samples];
        for (int i = 0; i < samples; i++) {
            nanoseconds[i] = nanoseconds(task, times);
        }
        return median(nanoseconds);
    }

    /** Runs in doubling numbers, and says what one run took at last. */
    private static double warmedUp(Task task, int milliseconds) {
        long end = System.nanoTime() + (long) (milliseconds * NANOSECONDS_PER_MILLISECOND);
        double once = nanoseconds(task, 1);
        int times = 1;
        while (System.nanoTime() < end) {
            double left = end - System.nanoTime();
            times = (int) Math.clamp(left / once, 1, 2.0 * times);
            once = nanoseconds(task, times);
        }
        return once;
    }

    private static double nanoseconds(Task task, int times) {
        long start = System.nanoTime();
        task.run(times);
        return (double) (System.nanoTime() - start) / times;
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
