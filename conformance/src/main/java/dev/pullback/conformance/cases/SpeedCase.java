package dev.pullback.conformance.cases;

import dev.pullback.conformance.numeric.Values;
import java.util.stream.Stream;

/**
 * Something to be timed.
 *
 * @param flops floating-point operations of a run, where that is what limits it; else 0, and bytes count
 */
public record SpeedCase(Case one, long flops) {

    /** Bytes of operands and results: what a run must move at least. */
    public long bytes() {
        return Stream.concat(
                        one.inputs().stream().map(Values::type),
                        one.graph().outputs().stream().map(output -> output.type()))
                .mapToLong(type -> type.bytes())
                .sum();
    }
}
