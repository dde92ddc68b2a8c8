package dev.pullback.api.op;

import dev.pullback.api.type.Shape;
import dev.pullback.api.type.TensorType;
import java.util.List;

/**
 * Matrix product over the last two axes, each operand transposed there on request: {@code [..,n,k] · [..,k,m] -> [..,n,m]}.
 * The leading (batch) axes of both operands agree, or one operand is a single matrix used for the whole batch.
 *
 * <p>Bilinear, so each Jacobian is the product with the other operand held still: ∂(XW)/∂X = Iₙ ⊗ Wᵀ and
 * ∂(XW)/∂W = X ⊗ Iₘ (row-major vec). A product over k = 0 is 0.
 */
public record MatMul(boolean transposeA, boolean transposeB) implements Bilinear {

    /** The plain product. */
    public MatMul() {
        this(false, false);
    }

    @Override
    public TensorType infer(List<TensorType> operands) {
        Expect.operands(this, operands, 2);
        Expect.floating(this, operands);
        Expect.sameDType(this, operands);
        Shape a = operands.get(0).shape();
        Shape b = operands.get(1).shape();
        if (a.rank() < 2 || b.rank() < 2) {
            throw Expect.shape(this, operands, "wants matrices: at least two axes each");
        }
        if (columns(a, transposeA) != rows(b, transposeB)) {
            throw Expect.shape(
                    this,
                    operands,
                    "does not fit: the left operand has %d columns%s, the right one %d rows%s"
                            .formatted(
                                    columns(a, transposeA),
                                    transposeA ? " (transposed)" : "",
                                    rows(b, transposeB),
                                    transposeB ? " (transposed)" : ""));
        }
        Shape batched = a.rank() >= b.rank() ? a : b;
        if (a.rank() > 2
                && b.rank() > 2
                && !a.with(-1, 0).with(-2, 0).equals(b.with(-1, 0).with(-2, 0))) {
            throw Expect.shape(this, operands, "wants batch axes that agree");
        }
        Shape result = batched.with(-2, rows(a, transposeA)).with(-1, columns(b, transposeB));
        return operands.getFirst().with(result);
    }

    private static int rows(Shape shape, boolean transposed) {
        return shape.length(transposed ? -1 : -2);
    }

    private static int columns(Shape shape, boolean transposed) {
        return shape.length(transposed ? -2 : -1);
    }

    /** {@code matmul}, with a {@code ^T} for each transposed operand. */
    @Override
    public String toString() {
        return "matmul(%s, %s)".formatted(transposeA ? "A^T" : "A", transposeB ? "B^T" : "B");
    }
}
