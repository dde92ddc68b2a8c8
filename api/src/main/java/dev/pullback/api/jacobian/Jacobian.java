package dev.pullback.api.jacobian;

import dev.pullback.api.tensor.Tensor;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The Jacobian of one op with respect to one operand, at a point: a linear map J that is never written out as a matrix.
 * {@link #push} is J·v (forward mode), {@link #pull} is Jᵀ·w (reverse mode); an empty result is exactly zero, so that
 * whoever adds it up has nothing to do.
 */
public sealed interface Jacobian {

    /** J·v for a tangent v of the operand's type. */
    Optional<Tensor> push(Tensor tangent);

    /** Jᵀ·w for a cotangent w of the result's type. */
    Optional<Tensor> pull(Tensor cotangent);

    /** Nothing of the operand reaches the result: J = 0. */
    record Zero() implements Jacobian {
        @Override
        public Optional<Tensor> push(Tensor tangent) {
            return Optional.empty();
        }

        @Override
        public Optional<Tensor> pull(Tensor cotangent) {
            return Optional.empty();
        }
    }

    /** J = 1. */
    record Identity() implements Jacobian {
        @Override
        public Optional<Tensor> push(Tensor tangent) {
            return Optional.of(tangent);
        }

        @Override
        public Optional<Tensor> pull(Tensor cotangent) {
            return Optional.of(cotangent);
        }
    }

    /** J = diag(d): what every elementwise op has; its own transpose. */
    record Diagonal(Tensor derivative) implements Jacobian {
        @Override
        public Optional<Tensor> push(Tensor tangent) {
            return Optional.of(tangent.mul(derivative));
        }

        @Override
        public Optional<Tensor> pull(Tensor cotangent) {
            return Optional.of(cotangent.mul(derivative));
        }
    }

    /** Any other map, given by itself and its adjoint. */
    record Linear(UnaryOperator<Tensor> forward, UnaryOperator<Tensor> adjoint) implements Jacobian {
        @Override
        public Optional<Tensor> push(Tensor tangent) {
            return Optional.of(forward.apply(tangent));
        }

        @Override
        public Optional<Tensor> pull(Tensor cotangent) {
            return Optional.of(adjoint.apply(cotangent));
        }
    }
}
