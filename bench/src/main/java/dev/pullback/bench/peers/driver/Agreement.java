package dev.pullback.bench.peers.driver;

import dev.pullback.bench.peers.work.Workload;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Whether peers compute the same; which of them are left out of which workload because they do not. */
final class Agreement {

    /** Of the largest number: far above what rounding does to float32, far below what another computation gives. */
    private static final double TOLERANCE = 1e-4;

    private final Measurements measurements;
    private final Set<Map.Entry<Workload, String>> excluded = new HashSet<>();

    Agreement(Measurements measurements) {
        this.measurements = measurements;
    }

    void exclude(Workload workload, String peer, String why) {
        if (excluded.add(Map.entry(workload, peer))) {
            measurements.failure(peer, workload + ": " + why);
        }
    }

    boolean excludes(Workload workload, String peer) {
        return excluded.contains(Map.entry(workload, peer));
    }

    /** The majority is right; where there is none, everybody is left out. Who has no numbers has nothing to agree on. */
    void compare(Workload workload, Map<String, double[]> results) {
        results.values().removeIf(numbers -> numbers.length == 0);
        results.forEach((peer, numbers) -> {
            long agreeing = results.values().stream()
                    .filter(other -> agree(numbers, other))
                    .count();
            if (2 * agreeing <= results.size()) {
                exclude(workload, peer, "disagrees with the others: " + Arrays.toString(numbers));
            }
        });
    }

    static boolean agree(double[] one, double[] other) {
        double largest = Math.max(largest(one), largest(other));
        boolean same = one.length == other.length;
        for (int i = 0; same && i < one.length; i++) {
            // Negated, so that NaN never agrees.
            same = !(Math.abs(one[i] - other[i]) > TOLERANCE * largest) && !Double.isNaN(one[i] - other[i]);
        }
        return same;
    }

    private static double largest(double[] values) {
        return Arrays.stream(values).map(Math::abs).max().orElse(0);
    }
}
