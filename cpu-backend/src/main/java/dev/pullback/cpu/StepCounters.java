package dev.pullback.cpu;

import dev.pullback.api.backend.Profile;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How often steps of each label ran, and for how long. */
final class StepCounters {

    private final Map<String, Counter> counters = new ConcurrentHashMap<>();

    /** The runs of one label, in all executables. */
    static final class Counter {
        private final LongAdder launches = new LongAdder();
        private final LongAdder nanos = new LongAdder();

        void add(long elapsedNanos) {
            launches.increment();
            nanos.add(elapsedNanos);
        }

        private void reset() {
            launches.reset();
            nanos.reset();
        }
    }

    Counter counter(String label) {
        return counters.computeIfAbsent(label, missing -> new Counter());
    }

    Profile profile() {
        Map<String, long[]> counts = new HashMap<>();
        counters.forEach((label, counter) -> {
            if (counter.launches.sum() > 0) {
                counts.put(label, new long[] {counter.launches.sum(), counter.nanos.sum()});
            }
        });
        return Profile.of(counts);
    }

    void reset() {
        counters.values().forEach(Counter::reset);
    }
}
