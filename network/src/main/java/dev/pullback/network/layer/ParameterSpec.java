package dev.pullback.network.layer;

import dev.pullback.api.error.ShapeException;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.Shape;
import dev.pullback.api.type.TensorType;

/**
 * One parameter of a layer, before it has values.
 *
 * @param name in its layer for example {@code "weight"}, in its network {@code "dense0.weight"}
 * @param shape its shape; the dtype is float32
 * @param fanIn how many numbers one output of the layer is made of
 * @param fanOut how many outputs one input of the layer flows into
 * @param initializer how it starts
 */
public record ParameterSpec(String name, Shape shape, int fanIn, int fanOut, Initializer initializer) {

    public TensorType type() {
        return new TensorType(DType.FLOAT32, shape);
    }

    /** Number of elements. */
    public int size() {
        if (shape.size() > Integer.MAX_VALUE) {
            throw new ShapeException(
                    "Parameter %s of shape %s has %,d values; a parameter has at most %,d. Use smaller layers"
                            .formatted(name, shape, shape.size(), Integer.MAX_VALUE));
        }
        return (int) shape.size();
    }

    /** The same under another name. */
    ParameterSpec named(String other) {
        return new ParameterSpec(other, shape, fanIn, fanOut, initializer);
    }
}
