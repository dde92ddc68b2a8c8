package dev.pullback.bench.peers.driver;

/**
 * How long one figure of one round is measured.
 *
 * @param warmUp milliseconds before: caches, and threads that slept
 * @param samples of which the median is taken
 * @param sampleMilliseconds that each takes at least
 * @param turns how often the peers follow each other, whose median counts: a machine's pace may change within seconds
 */
public record Timing(int warmUp, int samples, int sampleMilliseconds, int turns) {

    Timing rehearsing(int milliseconds) {
        return new Timing(milliseconds, 1, 1, 1);
    }
}
