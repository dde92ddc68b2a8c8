package dev.pullback.api.op;

/** y = ln x; ∂y/∂x = 1/x. NaN below 0, −∞ at 0. */
public record Log() implements Unary {}
