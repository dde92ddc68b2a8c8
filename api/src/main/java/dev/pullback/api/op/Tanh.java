package dev.pullback.api.op;

/** y = tanh x; ∂y/∂x = 1 − y². */
public record Tanh() implements Unary {}
