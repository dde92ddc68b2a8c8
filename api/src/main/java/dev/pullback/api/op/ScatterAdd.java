package dev.pullback.api.op;

import dev.pullback.api.type.DType;
import dev.pullback.api.type.Shape;
import dev.pullback.api.type.TensorType;
import java.util.List;

/**
 * Operands (updates, indices): adds each slice of the updates into zeros of axis length {@code length} at its index; the
 * axes {@code axis .. axis + indices.rank - 1} of the updates are those of the int32 indices. Contributions to one element
 * are added in index order. Indices are clamped as in {@link Gather}, its adjoint.
 */
public record ScatterAdd(int axis, int length) implements Linear {

    @Override
    public TensorType infer(List<TensorType> operands) {
        Expect.operands(this, operands, 2);
        Expect.numeric(this, operands);
        Expect.dtypeAt(this, operands, 1, DType.INT32);
        Shape updates = operands.get(0).shape();
        Shape indices = operands.get(1).shape();
        boolean fits = axis >= 0 && axis + indices.rank() <= updates.rank();
        for (int i = 0; fits && i < indices.rank(); i++) {
            fits = updates.length(axis + i) == indices.length(i);
        }
        if (!fits || length < 0 || (length == 0 && indices.size() > 0)) {
            throw Expect.shape(
                    this,
                    operands,
                    "wants the shape of the indices at axis %d of the updates and a target of positive length, not %d"
                            .formatted(axis, length));
        }
        int[] lengths = new int[updates.rank() - indices.rank() + 1];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = i < axis ? updates.length(i) : i == axis ? length : updates.length(i + indices.rank() - 1);
        }
        return operands.get(0).with(Shape.of(lengths));
    }
}
