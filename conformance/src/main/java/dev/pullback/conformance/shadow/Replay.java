package dev.pullback.conformance.shadow;

import java.util.Optional;

/**
 * What became of a divergence when it was run again.
 *
 * @param recorded the one in the bundle
 * @param now what was found now, if anything
 */
public record Replay(Divergence recorded, Optional<Divergence> now) {

    /** Whether backend and reference agree now. */
    public boolean passes() {
        return now.isEmpty();
    }

    /** Whether the same op is wrong at the same element with the same values as recorded. */
    public boolean isSame() {
        return now.isPresent()
                && now.get().op().equals(recorded.op())
                && now.get().scope() == recorded.scope()
                && now.get().mismatch().equals(recorded.mismatch());
    }

    /** How large the error is now, in units of the limit; 0 if there is none above it. */
    public double error() {
        return now.map(found -> found.mismatch().error()).orElse(0.0);
    }

    /** A sentence for people. */
    public String describe() {
        if (passes()) {
            return "passes now; recorded was: " + recorded.describe();
        }
        return (isSame() ? "the same divergence: " : "diverges, otherwise than recorded: ")
                + now.get().describe();
    }
}
