package dev.pullback.api.op;

/** y = |x|; ∂y/∂x = sign(x), 0 at x = 0. */
public record Abs() implements Unary {
    @Override
    public boolean onIntegers() {
        return true;
    }
}
