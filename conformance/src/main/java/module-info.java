/** The tests that any backend must pass, ours or another's. */
module dev.pullback.conformance {
    requires transitive dev.pullback.api;
    requires transitive org.junit.jupiter.api;

    exports dev.pullback.conformance;
    exports dev.pullback.conformance.decorator;
}
