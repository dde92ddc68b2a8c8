package dev.pullback.api.backend;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** What ran on the device, per kernel, since the backend was opened or the profile was reset. */
public record Profile(List<Entry> entries) {

    /**
     * One kernel.
     *
     * @param kernel what it computes, for example {@code matmul+add+sigmoid}
     * @param launches how often it ran
     * @param nanos time on the device in nanoseconds, without waiting in a queue
     */
    public record Entry(String kernel, long launches, long nanos) {}

    public Profile {
        entries = List.copyOf(entries);
    }

    /** Nothing ran, or nobody counted. */
    public static Profile empty() {
        return new Profile(List.of());
    }

    /** From counts per kernel {@code {launches, nanos}}; the costliest first. */
    public static Profile of(Map<String, long[]> counts) {
        return new Profile(counts.entrySet().stream()
                .map(count -> new Entry(count.getKey(), count.getValue()[0], count.getValue()[1]))
                .sorted(Comparator.comparingLong(Entry::nanos).reversed().thenComparing(Entry::kernel))
                .toList());
    }

    public long totalNanos() {
        return entries.stream().mapToLong(Entry::nanos).sum();
    }
}
