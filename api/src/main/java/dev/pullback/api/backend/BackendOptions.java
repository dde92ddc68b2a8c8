package dev.pullback.api.backend;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How a backend is to be opened. Options of one backend alone travel by name ({@code "binding"}, {@code "threads"}); a
 * backend takes those it knows and leaves the others.
 *
 * @param fusion whether ops are fused into larger kernels; off runs op by op, to compare
 * @param profile whether launches and device time are counted per kernel; costs some speed
 * @param guarded whether memory is watched, slowly, to find kernels that read or write where they must not: every buffer
 *     and every value between the steps lies between guard zones of bytes {@code 0xFF} (NaN in any floating dtype), fresh
 *     memory is filled with the same, and a run that changes a guard zone ends in a
 *     {@link dev.pullback.api.error.MemoryCorruptionException}. Only some backends can: {@link Capabilities#guards()}
 * @param extra options of one backend, by name
 */
public record BackendOptions(boolean fusion, boolean profile, boolean guarded, Map<String, String> extra) {

    public BackendOptions {
        extra = Map.copyOf(extra);
    }

    /** Fusion on, profiling off, memory unwatched. */
    public static BackendOptions defaults() {
        return new BackendOptions(true, false, false, Map.of());
    }

    public BackendOptions withFusion(boolean enabled) {
        return new BackendOptions(enabled, profile, guarded, extra);
    }

    public BackendOptions withProfile(boolean enabled) {
        return new BackendOptions(fusion, enabled, guarded, extra);
    }

    public BackendOptions withGuards(boolean enabled) {
        return new BackendOptions(fusion, profile, enabled, extra);
    }

    public BackendOptions with(String name, String value) {
        Map<String, String> more = new TreeMap<>(extra);
        more.put(name, value);
        return new BackendOptions(fusion, profile, guarded, more);
    }

    /** An option of one backend: given here, else as system property {@code pullback.<backend>.<name>}. */
    public Optional<String> get(String backend, String name) {
        String given = extra.get(name);
        return Optional.ofNullable(given != null ? given : System.getProperty("pullback." + backend + "." + name));
    }
}
