package dev.pullback.conformance.shadow;

/** How much of a program it takes to see a divergence. */
public enum Scope {
    /** One op, run alone. */
    OP,
    /** One op, but only within its program: alone it is right. */
    PROGRAM,
    /** No op as long as every intermediate result is written out; the ops together, fused, are wrong. */
    FUSED
}
