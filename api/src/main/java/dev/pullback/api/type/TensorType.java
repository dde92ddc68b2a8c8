package dev.pullback.api.type;

import dev.pullback.api.error.CallSite;
import dev.pullback.api.error.ShapeException;

/** What is known of a tensor before it has values: its dtype and its shape. */
public record TensorType(DType dtype, Shape shape) {

    public static TensorType of(DType dtype, int... lengths) {
        return new TensorType(dtype, Shape.of(lengths));
    }

    /** Number of elements. */
    public long size() {
        return shape.size();
    }

    /**
     * Bytes that the elements take, row-major and without gaps.
     *
     * @throws ShapeException if they are too many to be counted
     */
    public long bytes() {
        if (shape.size() > Long.MAX_VALUE / dtype.bytes()) {
            throw new ShapeException(
                    "A tensor of type %s has more than 2^63 bytes%s".formatted(this, CallSite.describe()));
        }
        return shape.size() * dtype.bytes();
    }

    public TensorType with(DType other) {
        return new TensorType(other, shape);
    }

    public TensorType with(Shape other) {
        return new TensorType(dtype, other);
    }

    /** For example {@code float32[128,784]}. */
    @Override
    public String toString() {
        return dtype.label() + shape;
    }
}
