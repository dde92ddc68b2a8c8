package dev.pullback.api.backend;

import java.util.Map;
import java.util.TreeMap;

/** Counts launches and time per kernel, from any thread; what backends make their {@link Profile} of. */
public final class ProfileRecorder {

    private final Map<String, long[]> counts = new TreeMap<>();

    /** One more launch of a kernel, which took so long. */
    public synchronized void record(String kernel, long nanos) {
        long[] count = counts.computeIfAbsent(kernel, missing -> new long[2]);
        count[0]++;
        count[1] += nanos;
    }

    public synchronized Profile profile() {
        return Profile.of(counts);
    }

    public synchronized void reset() {
        counts.clear();
    }
}
