package dev.pullback.network;

import dev.pullback.api.backend.Availability;
import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.Backends;
import java.util.List;

/** The backends that tests run on: all that this build has found, the fastest first. */
public final class TestBackends {

    private TestBackends() {}

    /** Never empty. */
    public static List<String> ids() {
        List<Backends.Verdict> verdicts = Backends.list();
        List<String> ids = verdicts.stream()
                .filter(verdict -> verdict.availability() instanceof Availability.Available)
                .map(Backends.Verdict::id)
                .toList();
        if (ids.isEmpty()) {
            throw new AssertionError("no backend is available to test with: " + verdicts);
        }
        return ids;
    }

    public static Backend fastest() {
        return Backends.open(ids().getFirst());
    }
}
