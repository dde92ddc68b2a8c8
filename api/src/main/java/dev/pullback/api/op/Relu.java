package dev.pullback.api.op;

/** y = max(x, 0); ∂y/∂x = step(x), 0 at x = 0. */
public record Relu() implements Unary {}
