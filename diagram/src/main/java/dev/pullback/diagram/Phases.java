package dev.pullback.diagram;

import java.util.Set;

/** Phases of a computation that are drawn in a way of their own. */
final class Phases {

    private static final Set<String> ON_THE_WAY_BACK = Set.of("gradient", "update");

    private Phases() {}

    /** Whether a phase runs from the loss back to the parameters. */
    static boolean goBack(String phase) {
        return ON_THE_WAY_BACK.contains(phase);
    }
}
