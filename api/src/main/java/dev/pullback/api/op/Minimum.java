package dev.pullback.api.op;

/** y = min(a, b), NaN if either is NaN; the derivative goes to the smaller operand, half to each on a tie. */
public record Minimum() implements Binary {}
