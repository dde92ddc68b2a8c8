package dev.pullback.api.jacobian;

import dev.pullback.api.jacobian.Jacobian.Kronecker;
import dev.pullback.api.op.MatMul;
import dev.pullback.api.tensor.Apply;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.type.Shape;
import java.util.Optional;

/**
 * The map V ↦ A·V·B behind a Kronecker product A ⊗ Bᵀ, and its adjoint G ↦ Aᵀ·G·Bᵀ. With Vᵀ in place of V the adjoint is G ↦
 * B·Gᵀ·A. A factor from the left takes batch axes and rows together as the rows of one matrix.
 */
final class Products {

    private static final boolean KEPT = false;

    private Products() {}

    static Tensor push(Kronecker map, Tensor v) {
        Tensor product = map.left().isPresent() || map.transposed() ? asMatrix(v) : v;
        if (map.left().isPresent()) {
            product = matmul(map.left().get(), KEPT, product, map.transposed());
        }
        if (map.right().isPresent()) {
            boolean transposed = map.transposed() && map.left().isEmpty();
            product = matmul(product, transposed, map.right().get(), KEPT);
        }
        return product.reshape(map.codomain().shape());
    }

    static Tensor pull(Kronecker map, Tensor w) {
        Tensor product = map.left().isPresent() ? asMatrix(w) : w;
        Optional<Tensor> first = map.transposed() ? map.right() : map.left();
        Optional<Tensor> last = map.transposed() ? map.left() : map.right();
        boolean turned = map.transposed();
        if (first.isPresent()) {
            product = matmul(first.get(), !map.transposed(), product, turned);
            turned = false;
        }
        if (last.isPresent()) {
            product = matmul(product, turned, last.get(), !map.transposed());
        }
        return product.reshape(map.domain().shape());
    }

    /** All axes but the last become one. */
    static Tensor asMatrix(Tensor tensor) {
        Shape shape = tensor.shape();
        return shape.rank() == 2
                ? tensor
                : tensor.reshape(Math.toIntExact(shape.with(-1, 1).size()), shape.length(-1));
    }

    private static Tensor matmul(Tensor a, boolean transposeA, Tensor b, boolean transposeB) {
        return Apply.op(new MatMul(transposeA, transposeB), a, b);
    }
}
