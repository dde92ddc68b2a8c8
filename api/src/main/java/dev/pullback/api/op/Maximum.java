package dev.pullback.api.op;

/** y = max(a, b), NaN if either is NaN; the derivative goes to the larger operand, half to each on a tie. */
public record Maximum() implements Binary {}
