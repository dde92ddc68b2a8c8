package dev.pullback.api.op;

/** y = x, and no derivative passes: ∂y/∂x = 0 by decree. Graphs lose it when they are simplified. */
public record StopGradient() implements Unary {
    @Override
    public boolean onIntegers() {
        return true;
    }
}
