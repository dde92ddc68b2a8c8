package dev.pullback.opencl.driver;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The handles that a driver has created and not yet released, with whatever its binding keeps for each.
 *
 * <p>OpenCL drivers crash on a handle that is released twice; this table is how a driver knows before it asks.
 */
final class HandleTable {

    private final Map<HandleKind, Map<Long, Object>> live = new EnumMap<>(HandleKind.class);

    HandleTable() {
        for (HandleKind kind : HandleKind.values()) {
            live.put(kind, new ConcurrentHashMap<>());
        }
    }

    void add(HandleKind kind, long handle, Object kept) {
        live.get(kind).put(handle, kept);
    }

    /** What is kept for a live handle. */
    Object get(HandleKind kind, long handle, String call) {
        Object kept = live.get(kind).get(handle);
        if (kept == null) {
            throw unknown(kind, handle, call);
        }
        return kept;
    }

    /**
     * Forgets a handle and gives back what was kept for it. To be called before the driver is told to release it: from
     * then on another thread may be given the same address for a new object.
     */
    Object remove(HandleKind kind, long handle) {
        Object kept = live.get(kind).remove(handle);
        if (kept == null) {
            throw unknown(kind, handle, kind.releaseCall());
        }
        return kept;
    }

    int count(HandleKind kind) {
        return live.get(kind).size();
    }

    private static ClException unknown(HandleKind kind, long handle, String call) {
        return ClException.refused(
                call,
                kind.invalid(),
                "0x" + Long.toHexString(handle) + " is no live " + kind.name().toLowerCase(java.util.Locale.ROOT)
                        + " of this driver: released already, or never created here");
    }
}
