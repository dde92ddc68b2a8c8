package dev.pullback.cli;

import dev.pullback.conformance.kit.Check;
import dev.pullback.conformance.kit.Outcome;
import dev.pullback.conformance.kit.Trial;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Where the time of a run goes: what passes between two outcomes belongs to the second one's trial. */
final class CheckClock {

    private static final double NANO = 1e-9;
    private static final int SLOWEST = 12;

    private final Map<Check, Map<String, Long>> nanos = new TreeMap<>();
    private final long begin = System.nanoTime();
    private long last = begin;

    void tick(Outcome outcome) {
        long now = System.nanoTime();
        Trial trial = outcome.trial();
        nanos.computeIfAbsent(trial.check(), _ -> new TreeMap<>()).merge(trial.subject(), now - last, Long::sum);
        last = now;
    }

    /** Up to the last outcome. */
    double seconds() {
        return (last - begin) * NANO;
    }

    double seconds(Check check) {
        return nanos.getOrDefault(check, Map.of()).values().stream()
                        .mapToLong(Long::longValue)
                        .sum()
                * NANO;
    }

    /** Checks with their times, and the subjects that took longest. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("time per check: "
                + nanos.keySet().stream()
                        .map(check -> text("%s %.1f s", check.label(), seconds(check)))
                        .collect(Collectors.joining(", ")));
        lines.add("longest: "
                + nanos.entrySet().stream()
                        .flatMap(check -> check.getValue().entrySet().stream()
                                .map(subject ->
                                        Map.entry(check.getKey().label() + "/" + subject.getKey(), subject.getValue())))
                        .sorted(Comparator.comparingLong(Map.Entry<String, Long>::getValue)
                                .reversed())
                        .limit(SLOWEST)
                        .map(one -> text("%s %.1f s", one.getKey(), one.getValue() * NANO))
                        .collect(Collectors.joining(", ")));
        return lines;
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
