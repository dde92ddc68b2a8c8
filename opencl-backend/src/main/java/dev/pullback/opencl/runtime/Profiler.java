package dev.pullback.opencl.runtime;

import dev.pullback.api.backend.Profile;
import dev.pullback.opencl.driver.ClDriver;
import dev.pullback.opencl.driver.HandleKind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts launches and device time per kernel from the events of a profiling queue. Events hold driver memory, so they are
 * read and released whenever some hundreds have gathered. Guarded by the session's lock.
 */
public final class Profiler {

    private static final int READ_AFTER = 256;

    private final ClSession session;
    private final boolean enabled;
    private final Deque<Pending> pending = new ArrayDeque<>();
    private final Map<String, long[]> counts = new HashMap<>();

    private record Pending(String kernel, long event) {}

    Profiler(ClSession session, boolean enabled) {
        this.session = session;
        this.enabled = enabled;
    }

    /** Whether launches should ask for an event. */
    public boolean enabled() {
        return enabled;
    }

    /** Takes over the event of a launch. */
    public void add(String kernel, long event) {
        pending.add(new Pending(kernel, event));
        if (pending.size() >= READ_AFTER) {
            read();
        }
    }

    /** What ran so far; waits for it. */
    public Profile snapshot() {
        read();
        return Profile.of(counts);
    }

    public void reset() {
        read();
        counts.clear();
    }

    void close() {
        pending.forEach(launch -> session.release(HandleKind.EVENT, launch.event()));
        pending.clear();
    }

    private void read() {
        if (pending.isEmpty()) {
            return;
        }
        ClDriver driver = session.driver();
        driver.waitEvent(pending.getLast().event()); // in order: the last one done, all are
        while (!pending.isEmpty()) {
            Pending launch = pending.removeFirst();
            try {
                long[] count = counts.computeIfAbsent(launch.kernel(), missing -> new long[2]);
                count[0]++;
                count[1] += driver.profilingNanos(launch.event());
            } finally {
                session.release(HandleKind.EVENT, launch.event());
            }
        }
    }
}
