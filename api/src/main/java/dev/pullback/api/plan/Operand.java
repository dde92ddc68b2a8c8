package dev.pullback.api.plan;

import java.util.Arrays;

/**
 * A value as a {@link Cluster} reads it: for the element at index (i₀, i₁, …) of the cluster's axes, the element at
 * Σ iₖ·strideₖ of the value. A stride of 0 repeats (broadcasting).
 */
public final class Operand {

    private final Value value;
    private final long[] strides;

    public Operand(Value value, long... strides) {
        this.value = value;
        this.strides = strides.clone();
    }

    public Value value() {
        return value;
    }

    /** In elements, along one axis of the cluster. */
    public long stride(int axis) {
        return strides[axis];
    }

    public long[] strides() {
        return strides.clone();
    }

    /** Whether the same single element is read everywhere. */
    public boolean isScalar() {
        return Arrays.stream(strides).allMatch(stride -> stride == 0);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Operand operand
                && value.equals(operand.value)
                && Arrays.equals(strides, operand.strides);
    }

    @Override
    public int hashCode() {
        return 31 * value.hashCode() + Arrays.hashCode(strides);
    }

    @Override
    public String toString() {
        return "v%d%s".formatted(value.id(), Arrays.toString(strides));
    }
}
