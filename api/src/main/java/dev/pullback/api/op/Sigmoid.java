package dev.pullback.api.op;

/** y = σ(x) = 1/(1+e⁻ˣ), the logistic sigmoid; ∂y/∂x = y(1−y). Finite and within [0, 1] for every x. */
public record Sigmoid() implements Unary {}
