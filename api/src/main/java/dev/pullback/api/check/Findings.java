package dev.pullback.api.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a check has found so far. */
final class Findings {

    /** So many are kept; of the others only the number. */
    private static final int KEPT = 1000;

    private final List<Deviation> failures = new ArrayList<>();
    private final Map<Place, Kink> kinks = new LinkedHashMap<>();
    private Deviation worst;
    private long compared;
    private long failed;

    void add(Deviation deviation) {
        compared++;
        if (worst == null || deviation.severity() > worst.severity()) {
            worst = deviation;
        }
        if (!deviation.isWithinLimit()) {
            failed++;
            if (failures.size() < KEPT) {
                failures.add(deviation);
            }
        }
    }

    /** The first at an element counts; where one result bends there, others mostly do. */
    void add(Kink kink) {
        kinks.putIfAbsent(kink.input(), kink);
    }

    boolean hasKinkAt(Place input) {
        return kinks.containsKey(input);
    }

    boolean anyFailed() {
        return failed > 0;
    }

    Optional<Deviation> worst() {
        return Optional.ofNullable(worst);
    }

    long compared() {
        return compared;
    }

    long failed() {
        return failed;
    }

    List<Deviation> failures() {
        return List.copyOf(failures);
    }

    List<Kink> kinks() {
        return List.copyOf(kinks.values());
    }
}
