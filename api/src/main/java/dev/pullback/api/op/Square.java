package dev.pullback.api.op;

/** y = x²; ∂y/∂x = 2x. */
public record Square() implements Unary {
    @Override
    public boolean onIntegers() {
        return true;
    }
}
