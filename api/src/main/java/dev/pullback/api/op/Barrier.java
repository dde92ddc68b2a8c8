package dev.pullback.api.op;

import dev.pullback.api.type.TensorType;
import java.util.List;

/**
 * Operands (x, after): y = x, and whatever reads y is computed later than {@code after}, which may have any dtype and shape.
 * It says when, not what: recomputing a value behind a barrier keeps the first one from having to wait in memory, for equal
 * nodes on two sides of a barrier are not taken for one. Compiled backends only order their steps by it and move nothing.
 *
 * <p>Linear in x, with itself as push; adjoint: the identity. Nothing is differentiated with respect to {@code after}.
 */
public record Barrier() implements Linear {

    @Override
    public TensorType infer(List<TensorType> operands) {
        Expect.operands(this, operands, 2);
        return operands.getFirst();
    }
}
