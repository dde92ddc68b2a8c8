module dev.pullback.conformance {
    requires transitive dev.pullback.api;
    requires transitive org.junit.jupiter.api;
}
