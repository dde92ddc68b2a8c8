package dev.pullback.conformance.decorator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is open of one kind, in the order in which it was made, and how many there have ever been. From any thread. */
final class Ledger<T> {

    /** Messages name so many, the rest is a number. */
    private static final int NAMED = 10;

    private final Map<T, Entry> open = new LinkedHashMap<>();
    private long made;
    private long openBytes;

    private record Entry(String what, long bytes, String site) {}

    synchronized void opened(T thing, String what, long bytes, String site) {
        open.put(thing, new Entry(what, bytes, site));
        openBytes += bytes;
        made++;
    }

    synchronized void closed(T thing) {
        Entry entry = open.remove(thing);
        if (entry != null) {
            openBytes -= entry.bytes();
        }
    }

    synchronized long made() {
        return made;
    }

    synchronized long open() {
        return open.size();
    }

    synchronized long openBytes() {
        return openBytes;
    }

    /** A line for each of the first that are open, for people to read. */
    synchronized List<String> describe() {
        List<String> lines = new ArrayList<>();
        open.values().stream()
                .limit(NAMED)
                .map(entry -> entry.what() + entry.site())
                .forEach(lines::add);
        if (open.size() > NAMED) {
            lines.add("and %,d more".formatted(open.size() - NAMED));
        }
        return lines;
    }
}
