package dev.pullback.api.plan;

import dev.pullback.api.tensor.Traced;

/** Names of steps for people: what is computed, and for which phase. */
final class Labels {

    private Labels() {}

    /** For example {@code gradient mul+sub}. */
    static String of(Traced node, String what) {
        return node.phase().isEmpty() ? what : node.phase() + " " + what;
    }
}
