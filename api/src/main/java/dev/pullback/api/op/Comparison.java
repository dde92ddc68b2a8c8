package dev.pullback.api.op;

/** The six relations of {@link Compare}. As in IEEE 754, every relation with NaN is false, except NOT_EQUAL. */
public enum Comparison {
    EQUAL,
    NOT_EQUAL,
    LESS,
    LESS_EQUAL,
    GREATER,
    GREATER_EQUAL
}
