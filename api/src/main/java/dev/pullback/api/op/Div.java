package dev.pullback.api.op;

/** y = a / b; ∂y/∂a = 1/b, ∂y/∂b = −y/b. int32 truncates toward zero, and division by zero gives 0. */
public record Div() implements Binary {}
