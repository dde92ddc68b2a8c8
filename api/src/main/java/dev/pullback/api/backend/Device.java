package dev.pullback.api.backend;

import java.util.Locale;

/**
 * A device that a backend can compute on.
 *
 * @param id what to write behind the backend's id to choose it, for example {@code "0"} in {@code opencl:0}
 * @param name the device's own name
 * @param kind what it is
 * @param memoryBytes how much memory it has, or -1 if it does not say
 * @param details driver, version, compute units: one line for people to read
 */
public record Device(String id, String name, Kind kind, long memoryBytes, String details) {

    /** What a device is; a backend for GPUs may also find processors. */
    public enum Kind {
        CPU,
        GPU,
        ACCELERATOR
    }

    /** Whether that text chooses this device: it is empty, the id, or part of the name in upper or lower case. */
    public boolean answersTo(String choice) {
        String text = choice.strip().toLowerCase(Locale.ROOT);
        return text.equals(id.toLowerCase(Locale.ROOT))
                || name.toLowerCase(Locale.ROOT).contains(text);
    }
}
