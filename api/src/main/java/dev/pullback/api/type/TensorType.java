package dev.pullback.api.type;

/** What is known of a tensor before it has values: its dtype and its shape. */
public record TensorType(DType dtype, Shape shape) {

    public static TensorType of(DType dtype, int... lengths) {
        return new TensorType(dtype, Shape.of(lengths));
    }

    /** Number of elements. */
    public long size() {
        return shape.size();
    }

    /** Bytes that the elements take, row-major and without gaps. */
    public long bytes() {
        return Math.multiplyExact(shape.size(), (long) dtype.bytes());
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
