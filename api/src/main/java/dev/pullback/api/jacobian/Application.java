package dev.pullback.api.jacobian;

import dev.pullback.api.jacobian.Jacobian.At;
import dev.pullback.api.jacobian.Jacobian.Chain;
import dev.pullback.api.jacobian.Jacobian.Dense;
import dev.pullback.api.jacobian.Jacobian.Diagonal;
import dev.pullback.api.jacobian.Jacobian.Identity;
import dev.pullback.api.jacobian.Jacobian.Kronecker;
import dev.pullback.api.jacobian.Jacobian.Linear;
import dev.pullback.api.jacobian.Jacobian.OfGraph;
import dev.pullback.api.jacobian.Jacobian.Reindexing;
import dev.pullback.api.jacobian.Jacobian.Sum;
import dev.pullback.api.jacobian.Jacobian.Transposed;
import dev.pullback.api.jacobian.Jacobian.Zero;
import dev.pullback.api.tensor.Functions;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.type.DType;

/** J·v and Jᵀ·w for one vector of exactly the right type, form by form. */
final class Application {

    private Application() {}

    /** J·v for v of the domain's type. */
    static Tensor push(Jacobian jacobian, Tensor v) {
        return switch (jacobian) {
            case Zero zero -> Functions.constant(zero.codomain(), 0);
            case Identity _ -> v;
            case Diagonal diagonal -> scaled(diagonal, v);
            case Kronecker kronecker -> Products.push(kronecker, v);
            case Reindexing reindexing -> Reindexings.push(reindexing, v);
            case Transposed(Jacobian of) -> pull(of, v);
            case Chain chain -> {
                Tensor pushed = v;
                for (Jacobian link : chain.links()) {
                    pushed = push(link, pushed);
                }
                yield pushed;
            }
            case Sum sum ->
                sum.terms().stream()
                        .map(term -> push(term, v))
                        .reduce(Tensor::add)
                        .orElseThrow();
            case Dense dense ->
                dense.matrix().matmul(v.reshape(-1)).reshape(dense.codomain().shape());
            case Linear linear -> linear.forward().apply(v);
            case OfGraph(Linearization linearization, int output, int input) -> linearization.push(output, input, v);
            case At(Jacobian map, var _) -> push(map, v);
        };
    }

    /** Jᵀ·w for w of the codomain's type. */
    static Tensor pull(Jacobian jacobian, Tensor w) {
        return switch (jacobian) {
            case Zero zero -> Functions.constant(zero.domain(), 0);
            case Identity _ -> w;
            case Diagonal diagonal -> scaled(diagonal, w);
            case Kronecker kronecker -> Products.pull(kronecker, w);
            case Reindexing reindexing -> Reindexings.pull(reindexing, w);
            case Transposed(Jacobian of) -> push(of, w);
            case Chain chain -> {
                Tensor pulled = w;
                for (Jacobian link : chain.links().reversed()) {
                    pulled = pull(link, pulled);
                }
                yield pulled;
            }
            case Sum sum ->
                sum.terms().stream()
                        .map(term -> pull(term, w))
                        .reduce(Tensor::add)
                        .orElseThrow();
            case Dense dense ->
                w.reshape(-1).matmul(dense.matrix()).reshape(dense.domain().shape());
            case Linear linear -> linear.adjoint().apply(w);
            case OfGraph(Linearization linearization, int output, int input) -> linearization.pull(output, input, w);
            case At(Jacobian map, var _) -> pull(map, w);
        };
    }

    /** diag(d)·v; a mask gives exactly 0 where it is false. */
    static Tensor scaled(Diagonal diagonal, Tensor direction) {
        Tensor derivative = diagonal.derivative();
        return derivative.dtype() == DType.BOOL
                ? derivative.select(direction, direction.like(0))
                : direction.mul(derivative);
    }
}
