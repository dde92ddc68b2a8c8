package dev.pullback.api.op;

import dev.pullback.api.type.DType;
import dev.pullback.api.type.Shape;
import dev.pullback.api.type.TensorType;
import java.util.List;

/**
 * 32 random bits per element, as int32, from a key of type {@code int32[2]}: counter-based, so every backend gives the same
 * bits in any order. Element i (row-major) is word {@code i mod 2} of Threefry-2x32 with 20 rounds (Salmon et al.,
 * "Parallel random numbers: as easy as 1, 2, 3", 2011) at counter (low, high word of ⌊i/2⌋).
 */
public record RandomBits(Shape shape) implements Source {

    private static final Shape KEY = Shape.of(2);

    @Override
    public TensorType infer(List<TensorType> operands) {
        Expect.operands(this, operands, 1);
        Expect.dtypeAt(this, operands, 0, DType.INT32);
        if (!operands.getFirst().shape().equals(KEY)) {
            throw Expect.shape(this, operands, "wants a key of shape [2]");
        }
        return new TensorType(DType.INT32, shape);
    }
}
