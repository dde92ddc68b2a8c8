package dev.pullback.api.op;

/** y = −x; ∂y/∂x = −1. */
public record Neg() implements Unary {
    @Override
    public boolean onIntegers() {
        return true;
    }
}
