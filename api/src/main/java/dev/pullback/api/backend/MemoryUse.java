package dev.pullback.api.backend;

/**
 * Memory of a device that is in use. What a backend keeps in order to reuse it later does not count.
 *
 * @param blocks pieces: buffers, and what programs hold between their steps
 * @param bytes their sizes, as they were asked for or as the device rounds them
 */
public record MemoryUse(long blocks, long bytes) {

    /** Nothing is in use. */
    public static final MemoryUse NONE = new MemoryUse(0, 0);
}
