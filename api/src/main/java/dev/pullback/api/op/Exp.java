package dev.pullback.api.op;

/** y = eˣ; ∂y/∂x = y. */
public record Exp() implements Unary {}
