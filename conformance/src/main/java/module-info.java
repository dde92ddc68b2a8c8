/** The kit that any backend must pass, ours or another's; and backends around backends, to look for faults. */
module dev.pullback.conformance {
    requires transitive dev.pullback.api;
    // Only package junit needs it, and who extends its contract has it; the kit itself runs without.
    requires static org.junit.jupiter.api;
    requires tools.jackson.core;
    requires tools.jackson.jr.ob;

    exports dev.pullback.conformance.decorator;
    exports dev.pullback.conformance.junit;
    exports dev.pullback.conformance.kit;
    exports dev.pullback.conformance.numeric;
    exports dev.pullback.conformance.shadow;
}
