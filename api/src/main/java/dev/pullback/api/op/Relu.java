package dev.pullback.api.op;

/** y = max(x, 0); ∂y/∂x = step(x) = step(y), 0 at x = 0. */
public record Relu() implements Unary {}
