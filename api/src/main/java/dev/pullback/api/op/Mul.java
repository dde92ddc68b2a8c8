package dev.pullback.api.op;

/** y = a · b, element by element; ∂y/∂a = b, ∂y/∂b = a. int32 wraps around. */
public record Mul() implements Binary {}
