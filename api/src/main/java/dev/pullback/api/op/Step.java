package dev.pullback.api.op;

/** y = 1 if x > 0, else 0 (Heaviside's step, 0 at x = 0; NaN gives 0); ∂y/∂x = 0. */
public record Step() implements Unary {}
