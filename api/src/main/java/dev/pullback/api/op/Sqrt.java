package dev.pullback.api.op;

/** y = √x; ∂y/∂x = 1/(2y). NaN below 0. */
public record Sqrt() implements Unary {}
