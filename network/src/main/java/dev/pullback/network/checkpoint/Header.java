package dev.pullback.network.checkpoint;

import java.util.List;
import java.util.Map;

/** What the header of a safetensors file says. */
record Header(Map<String, String> metadata, List<Place> places) {

    /**
     * Where an array lies.
     *
     * @param begin its first byte, counted from the end of the header
     * @param end the byte behind its last
     * @param headerOffset where in the file the header speaks of it, for messages
     */
    record Place(String name, ElementType type, long[] shape, long begin, long end, long headerOffset) {}
}
