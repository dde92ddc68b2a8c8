package dev.pullback.api.jacobian;

import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.type.TensorType;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The Jacobian of a function at a point: the linear map from small changes of its input to those of its result. It is a
 * value, and lazy: the matrix is written out by {@link #dense()} alone.
 *
 * <p>{@link #push} is J·v, forward mode: a tangent v of the input becomes one of the result. {@link #pull} is Jᵀ·w, reverse
 * mode: a cotangent w of the result becomes one of the input. The chain rule is {@link #then}. As a matrix, J has one row
 * per element of the result and one column per element of the input, both counted row-major.
 *
 * <p>The records are the forms that a Jacobian takes. {@link #then}, {@link #plus} and {@link #transpose} simplify:
 * identities drop out, diagonals multiply, (A ⊗ B)(C ⊗ D) = AC ⊗ BD where the sizes agree.
 */
public sealed interface Jacobian {

    /** From this size on {@link #dense()} refuses: 1 GiB. */
    long DEFAULT_LIMIT = 1L << 30;

    /** The type of the function's input. */
    TensorType domain();

    /** The type of the function's result. */
    TensorType codomain();

    /** What is known of the matrix. */
    Structure structure();

    /** The matrix in the notation of the textbook; x (or a, b) stands for an op's operands, y for its result. */
    String formula();

    /**
     * J·v. With leading axes, {@code v: [.., domain]}, many tangents at once: the result is {@code [.., codomain]}.
     *
     * @throws dev.pullback.api.error.ShapeException if v is no tangent of the domain
     */
    default Tensor push(Tensor v) {
        return Directions.push(this, v);
    }

    /**
     * Jᵀ·w. With leading axes, {@code w: [.., codomain]}, many cotangents at once: the result is {@code [.., domain]}.
     *
     * @throws dev.pullback.api.error.ShapeException if w is no cotangent of the codomain
     */
    default Tensor pull(Tensor w) {
        return Directions.pull(this, w);
    }

    /** Jᵀ: push and pull change places. */
    default Jacobian transpose() {
        return Composition.transpose(this);
    }

    /**
     * The chain rule: the Jacobian of the function with this one, followed by another. The matrix is next·this.
     *
     * @throws dev.pullback.api.error.ShapeException if the next one's domain is not this one's codomain
     */
    default Jacobian then(Jacobian next) {
        return Composition.then(this, next);
    }

    /**
     * The sum of both maps: what a variable has that reaches the result on two ways.
     *
     * @throws dev.pullback.api.error.ShapeException if domains or codomains differ
     */
    default Jacobian plus(Jacobian other) {
        return Composition.plus(this, other);
    }

    /**
     * The matrix {@code [codomain.size, domain.size]}; for looking at and for tests, a training never needs it.
     *
     * @throws dev.pullback.api.error.ShapeException if it would take more than 1 GiB
     */
    default Tensor dense() {
        return dense(DEFAULT_LIMIT);
    }

    /**
     * The matrix {@code [codomain.size, domain.size]}. It is expanded by structure where there is one; otherwise the unit
     * vectors of the smaller side are pushed or pulled, many at once.
     *
     * @param byteLimit how large it may be
     * @throws dev.pullback.api.error.ShapeException if it would take more
     */
    default Tensor dense(long byteLimit) {
        return Matrices.dense(this, byteLimit);
    }

    /** J = 0: nothing of the input reaches the result. */
    record Zero(TensorType domain, TensorType codomain) implements Jacobian {
        @Override
        public Structure structure() {
            return Structure.ZERO;
        }

        @Override
        public String formula() {
            return "0";
        }
    }

    /** J = I: the result is the input, plus what does not depend on it. */
    record Identity(TensorType domain) implements Jacobian {
        @Override
        public TensorType codomain() {
            return domain;
        }

        @Override
        public Structure structure() {
            return Structure.IDENTITY;
        }

        @Override
        public String formula() {
            return "I";
        }
    }

    /**
     * J = diag(d): what every elementwise op has; its own transpose.
     *
     * @param derivative d, which broadcasts to the domain's shape. As a bool tensor it says where the derivative is 1; where
     *     it is false the result is 0 whatever the direction, NaN too
     * @param factor the formula of d
     */
    record Diagonal(TensorType domain, Tensor derivative, String factor) implements Jacobian {
        @Override
        public TensorType codomain() {
            return domain;
        }

        @Override
        public Structure structure() {
            return Structure.DIAGONAL;
        }

        @Override
        public String formula() {
            return factor.equals("−1") ? "−I" : "diag(%s)".formatted(factor);
        }
    }

    /**
     * J = A ⊗ Bᵀ, the map V ↦ A·V·B of matrices (row-major vec), where either factor may be an identity. A product Y = XW has
     * ∂Y/∂X = I ⊗ Wᵀ and ∂Y/∂W = X ⊗ I.
     *
     * @param left A; empty for the identity
     * @param right B; empty for the identity
     * @param transposed whether the map is V ↦ A·Vᵀ·B instead, whose matrix has its columns in another order
     * @param leftFactor the formula of A
     * @param rightFactor the formula of Bᵀ
     */
    record Kronecker(
            Optional<Tensor> left,
            Optional<Tensor> right,
            boolean transposed,
            TensorType domain,
            TensorType codomain,
            String leftFactor,
            String rightFactor)
            implements Jacobian {
        @Override
        public Structure structure() {
            return transposed ? Structure.DENSE : Structure.KRONECKER;
        }

        @Override
        public String formula() {
            String product = Formulas.inProduct(leftFactor) + " ⊗ " + Formulas.inProduct(rightFactor);
            return transposed ? "(%s) · transpose".formatted(product) : product;
        }
    }

    /**
     * An op that moves, repeats, drops or adds up elements: linear, so it is its own Jacobian.
     *
     * @param op a {@link dev.pullback.api.op.Linear} op or a cast
     * @param indices the second operand of a gather or scatter-add, or what a barrier waits for
     */
    record Reindexing(dev.pullback.api.op.Op op, Optional<Tensor> indices, TensorType domain, TensorType codomain)
            implements Jacobian {
        @Override
        public Structure structure() {
            return Reindexings.structure(op);
        }

        @Override
        public String formula() {
            return Reindexings.formula(op, domain);
        }
    }

    /** Jᵀ of a map whose transpose has no form of its own. */
    record Transposed(Jacobian of) implements Jacobian {
        @Override
        public TensorType domain() {
            return of.codomain();
        }

        @Override
        public TensorType codomain() {
            return of.domain();
        }

        @Override
        public Structure structure() {
            return of.structure().transposed();
        }

        @Override
        public String formula() {
            return Formulas.inProduct(of.formula()) + "ᵀ";
        }
    }

    /** The chain rule: Jₙ·…·J₂·J₁, the first link applied first. */
    record Chain(List<Jacobian> links) implements Jacobian {
        public Chain {
            links = List.copyOf(links);
        }

        @Override
        public TensorType domain() {
            return links.getFirst().domain();
        }

        @Override
        public TensorType codomain() {
            return links.getLast().codomain();
        }

        @Override
        public Structure structure() {
            return links.stream().map(Jacobian::structure).reduce(Structure.IDENTITY, Structure::then);
        }

        @Override
        public String formula() {
            return links.reversed().stream()
                    .map(link -> Formulas.inProduct(link.formula()))
                    .collect(Collectors.joining(" · "));
        }
    }

    /** J₁ + J₂ + …: one term for each way from the input to the result. */
    record Sum(List<Jacobian> terms) implements Jacobian {
        public Sum {
            terms = List.copyOf(terms);
        }

        @Override
        public TensorType domain() {
            return terms.getFirst().domain();
        }

        @Override
        public TensorType codomain() {
            return terms.getFirst().codomain();
        }

        @Override
        public Structure structure() {
            return Structure.DENSE;
        }

        @Override
        public String formula() {
            return terms.stream().map(Jacobian::formula).collect(Collectors.joining(" + "));
        }
    }

    /** A map given by its matrix {@code [codomain.size, domain.size]}. */
    record Dense(Tensor matrix, TensorType domain, TensorType codomain) implements Jacobian {
        @Override
        public Structure structure() {
            return Structure.DENSE;
        }

        @Override
        public String formula() {
            return "J";
        }
    }

    /**
     * Any other map, given by itself and its adjoint, both written in ops and linear; they see one vector at a time, without
     * leading axes.
     *
     * @param name the formula
     */
    record Linear(
            TensorType domain,
            TensorType codomain,
            UnaryOperator<Tensor> forward,
            UnaryOperator<Tensor> adjoint,
            String name)
            implements Jacobian {
        @Override
        public Structure structure() {
            return Structure.DENSE;
        }

        @Override
        public String formula() {
            return name;
        }
    }

    /** Of a whole graph with more ways through it than can be written down: push walks it forwards, pull backwards. */
    record OfGraph(Linearization linearization, int output, int input) implements Jacobian {
        @Override
        public TensorType domain() {
            return linearization.input(input).type();
        }

        @Override
        public TensorType codomain() {
            return linearization.output(output).type();
        }

        @Override
        public Structure structure() {
            return Structure.DENSE;
        }

        @Override
        public String formula() {
            return "J";
        }
    }

    /**
     * A Jacobian that remembers the point it was taken at, and with it the backend to compute on.
     *
     * @param point the inputs of the function
     */
    record At(Jacobian map, List<Tensor> point) implements Jacobian {
        public At {
            point = List.copyOf(point);
        }

        @Override
        public TensorType domain() {
            return map.domain();
        }

        @Override
        public TensorType codomain() {
            return map.codomain();
        }

        @Override
        public Structure structure() {
            return map.structure();
        }

        @Override
        public String formula() {
            return map.formula();
        }

        /** For example {@code diag(y(1 − y)) : float64[3] -> float64[3]}. */
        @Override
        public String toString() {
            return "%s : %s -> %s".formatted(formula(), domain(), codomain());
        }
    }
}
