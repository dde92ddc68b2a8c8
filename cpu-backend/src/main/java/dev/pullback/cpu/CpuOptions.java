package dev.pullback.cpu;

import dev.pullback.api.backend.BackendOptions;
import dev.pullback.api.error.ConfigurationException;

/**
 * How a {@link CpuBackend} was asked to work.
 *
 * @param threads how many compute, the caller's included
 * @param fusion whether ops share a step
 * @param profile whether every step is timed
 * @param guarded whether memory is watched
 */
record CpuOptions(int threads, boolean fusion, boolean profile, boolean guarded) {

    private static final String THREADS = "threads";
    private static final int MOST_THREADS = 1024;

    /** @throws ConfigurationException if the number of threads is not one */
    static CpuOptions of(BackendOptions options) {
        int threads = options.get(CpuProvider.ID, THREADS)
                .map(CpuOptions::threads)
                .orElseGet(() -> Runtime.getRuntime().availableProcessors());
        return new CpuOptions(threads, options.fusion(), options.profile(), options.guarded());
    }

    private static int threads(String given) {
        try {
            int threads = Integer.parseInt(given.strip());
            if (threads >= 1 && threads <= MOST_THREADS) {
                return threads;
            }
        } catch (NumberFormatException notANumber) {
            throw badThreads(given, notANumber);
        }
        throw badThreads(given, null);
    }

    private static ConfigurationException badThreads(String given, Throwable cause) {
        return new ConfigurationException(
                "Option '%s' of backend '%s' wants a number of threads from 1 to %d, not '%s'; leave it out to use all %d processors"
                        .formatted(
                                THREADS,
                                CpuProvider.ID,
                                MOST_THREADS,
                                given,
                                Runtime.getRuntime().availableProcessors()),
                cause);
    }
}
