package dev.pullback.api.tensor;

import dev.pullback.api.error.CallSite;
import dev.pullback.api.error.ShapeException;
import dev.pullback.api.op.MatMul;
import dev.pullback.api.type.Shape;
import java.util.List;

/** NumPy's rules around the primitive {@link MatMul}: vectors, and batch axes that broadcast. */
final class Products {

    private Products() {}

    static Tensor matmul(Tensor a, Tensor b) {
        if (a.shape().rank() == 0 || b.shape().rank() == 0) {
            throw new ShapeException("matmul(%s, %s) wants vectors or matrices; multiply by a scalar with mul%s"
                    .formatted(a.type(), b.type(), CallSite.describe()));
        }
        Traced left = asMatrix(a.node(), true);
        Traced right = asMatrix(b.node(), false);
        if (left.shape().rank() > 2 && right.shape().rank() > 2) {
            Shape batch = Shape.broadcast(batch(left), batch(right));
            if (batch != null) {
                left = Apply.broadcast(left, joined(batch, left.shape()));
                right = Apply.broadcast(right, joined(batch, right.shape()));
            }
        }
        Traced product = Traced.of(new MatMul(), List.of(left, right));
        return Apply.settle(
                withoutAddedAxes(product, a.shape().rank() == 1, b.shape().rank() == 1));
    }

    private static Traced asMatrix(Traced node, boolean row) {
        if (node.shape().rank() > 1) {
            return node;
        }
        int length = node.shape().length(0);
        return reshape(node, row ? Shape.of(1, length) : Shape.of(length, 1));
    }

    private static Traced withoutAddedAxes(Traced product, boolean rowAdded, boolean columnAdded) {
        Shape shape = product.shape();
        int[] lengths = shape.lengths();
        int[] kept = new int[lengths.length - (rowAdded ? 1 : 0) - (columnAdded ? 1 : 0)];
        int next = 0;
        for (int axis = 0; axis < lengths.length; axis++) {
            boolean added = (rowAdded && axis == lengths.length - 2) || (columnAdded && axis == lengths.length - 1);
            if (!added) {
                kept[next++] = lengths[axis];
            }
        }
        return reshape(product, Shape.of(kept));
    }

    private static Traced reshape(Traced node, Shape shape) {
        return node.shape().equals(shape) ? node : Traced.of(new dev.pullback.api.op.Reshape(shape), List.of(node));
    }

    private static Shape batch(Traced node) {
        int[] lengths = node.shape().lengths();
        return Shape.of(java.util.Arrays.copyOf(lengths, lengths.length - 2));
    }

    private static Shape joined(Shape batch, Shape matrix) {
        int[] lengths = java.util.Arrays.copyOf(batch.lengths(), batch.rank() + 2);
        lengths[batch.rank()] = matrix.length(-2);
        lengths[batch.rank() + 1] = matrix.length(-1);
        return Shape.of(lengths);
    }
}
