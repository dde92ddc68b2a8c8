package dev.pullback.api.op;

import dev.pullback.api.type.DType;
import dev.pullback.api.type.Shape;
import dev.pullback.api.type.TensorType;
import java.util.List;

/**
 * NumPy's {@code take}: operands (x, indices); the axis of x is replaced by the shape of the int32 indices. An index out of
 * range is clamped to the nearest element, so that no backend can read outside x. Linear in x; adjoint: {@link ScatterAdd}.
 */
public record Gather(int axis) implements Linear {

    @Override
    public TensorType infer(List<TensorType> operands) {
        Expect.operands(this, operands, 2);
        Expect.dtypeAt(this, operands, 1, DType.INT32);
        Shape source = operands.get(0).shape();
        if (axis < 0 || axis >= source.rank()) {
            throw Expect.shape(this, operands, "has no axis %d to gather from".formatted(axis));
        }
        Shape indices = operands.get(1).shape();
        if (source.length(axis) == 0 && indices.size() > 0) {
            throw Expect.shape(this, operands, "cannot gather from an empty axis");
        }
        return operands.get(0).with(replaceAxis(source, axis, indices));
    }

    private static Shape replaceAxis(Shape source, int axis, Shape indices) {
        int[] lengths = new int[source.rank() - 1 + indices.rank()];
        for (int i = 0; i < lengths.length; i++) {
            if (i < axis) {
                lengths[i] = source.length(i);
            } else if (i < axis + indices.rank()) {
                lengths[i] = indices.length(i - axis);
            } else {
                lengths[i] = source.length(i - indices.rank() + 1);
            }
        }
        return Shape.of(lengths);
    }
}
