package dev.pullback.bench.peers.driver;

/**
 * How long one figure of one round is measured.
 *
 * @param warmUp milliseconds before: caches, and threads that slept
 * @param samples of which the median is taken
 * @param sampleMilliseconds that each takes at least
 */
public record Timing(int warmUp, int samples, int sampleMilliseconds) {

    Timing rehearsing(int milliseconds) {
        return new Timing(milliseconds, 1, 1);
    }
}
