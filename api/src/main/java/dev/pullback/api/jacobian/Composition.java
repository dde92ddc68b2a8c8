package dev.pullback.api.jacobian;

import dev.pullback.api.error.CallSite;
import dev.pullback.api.error.ShapeException;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The algebra of Jacobians: products, sums and transposes, each simplified where two forms make a third. */
final class Composition {

    private Composition() {}

    static Jacobian then(Jacobian first, Jacobian next) {
        if (!first.codomain().equals(next.domain())) {
            throw new ShapeException(
                    "The chain rule wants the second map to take what the first gives: the first maps %s to %s, the second %s to %s%s"
                            .formatted(
                                    first.domain(),
                                    first.codomain(),
                                    next.domain(),
                                    next.codomain(),
                                    CallSite.describe()));
        }
        if (first instanceof At(Jacobian map, List<Tensor> point)) {
            return new At(then(map, located(next)), point);
        }
        if (next instanceof At(Jacobian map, List<Tensor> point)) {
            return new At(then(first, map), point);
        }
        List<Jacobian> links = new ArrayList<>(links(first));
        for (Jacobian link : links(next)) {
            append(links, link);
        }
        return links.size() == 1 ? links.getFirst() : new Chain(links);
    }

    static Jacobian plus(Jacobian a, Jacobian b) {
        if (!a.domain().equals(b.domain()) || !a.codomain().equals(b.codomain())) {
            throw new ShapeException("Jacobians add up if they map the same types, not %s to %s and %s to %s%s"
                    .formatted(a.domain(), a.codomain(), b.domain(), b.codomain(), CallSite.describe()));
        }
        if (a instanceof At(Jacobian map, List<Tensor> point)) {
            return new At(plus(map, located(b)), point);
        }
        if (b instanceof At(Jacobian map, List<Tensor> point)) {
            return new At(plus(a, map), point);
        }
        if (a instanceof Zero) {
            return b;
        }
        if (b instanceof Zero) {
            return a;
        }
        Optional<Diagonal> first = asDiagonal(a);
        Optional<Diagonal> second = asDiagonal(b);
        if (first.isPresent() && second.isPresent()) {
            String formula = first.get().factor() + " + " + second.get().factor();
            return new Diagonal(a.domain(), number(first.get()).add(number(second.get())), formula);
        }
        return new Sum(Stream.concat(terms(a).stream(), terms(b).stream()).toList());
    }

    static Jacobian transpose(Jacobian jacobian) {
        return switch (jacobian) {
            case Zero(var domain, var codomain) -> new Zero(codomain, domain);
            case Identity identity -> identity;
            case Diagonal diagonal -> diagonal;
            case Kronecker kronecker -> transpose(kronecker);
            case Transposed(Jacobian of) -> of;
            case Chain(List<Jacobian> links) ->
                new Chain(links.reversed().stream().map(Composition::transpose).toList());
            case Sum(List<Jacobian> terms) ->
                new Sum(terms.stream().map(Composition::transpose).toList());
            case Dense(Tensor matrix, var domain, var codomain) -> new Dense(matrix.transpose(), codomain, domain);
            case Linear(var domain, var codomain, var forward, var adjoint, String name) ->
                new Linear(codomain, domain, adjoint, forward, Formulas.inProduct(name) + "ᵀ");
            case At(Jacobian map, List<Tensor> point) -> new At(transpose(map), point);
            case Reindexing _, OfGraph _ -> new Transposed(jacobian);
        };
    }

    /** V ↦ AVB becomes G ↦ AᵀGBᵀ, and V ↦ AVᵀB becomes G ↦ BGᵀA. */
    private static Jacobian transpose(Kronecker of) {
        return of.transposed()
                ? new Kronecker(
                        of.right(), of.left(), true, of.codomain(), of.domain(), of.rightFactor(), of.leftFactor())
                : new Kronecker(
                        of.left().map(Tensor::transpose),
                        of.right().map(Tensor::transpose),
                        false,
                        of.codomain(),
                        of.domain(),
                        Formulas.transposed(of.leftFactor()),
                        Formulas.transposed(of.rightFactor()));
    }

    private static List<Jacobian> links(Jacobian jacobian) {
        return jacobian instanceof Chain(List<Jacobian> links) ? links : List.of(jacobian);
    }

    private static List<Jacobian> terms(Jacobian jacobian) {
        return jacobian instanceof Sum(List<Jacobian> terms) ? terms : List.of(jacobian);
    }

    private static Jacobian located(Jacobian jacobian) {
        return jacobian instanceof At(Jacobian map, var _) ? map : jacobian;
    }

    /** Another link behind those there are, made one with the last where possible. */
    private static void append(List<Jacobian> links, Jacobian next) {
        Jacobian last = links.getLast();
        Optional<Jacobian> merged = merged(last, next);
        if (merged.isEmpty()) {
            links.add(next);
            return;
        }
        if (merged.get() instanceof Zero(var _, var codomain)) {
            Jacobian nothing = new Zero(links.getFirst().domain(), codomain);
            links.clear();
            links.add(nothing);
            return;
        }
        links.removeLast();
        if (links.isEmpty() || !(merged.get() instanceof Identity)) {
            links.add(merged.get());
        }
    }

    private static Optional<Jacobian> merged(Jacobian first, Jacobian next) {
        if (first instanceof Zero || next instanceof Zero) {
            return Optional.of(new Zero(first.domain(), next.codomain()));
        }
        if (first instanceof Identity) {
            return Optional.of(next);
        }
        if (next instanceof Identity) {
            return Optional.of(first);
        }
        if (first instanceof Diagonal a && next instanceof Diagonal b) {
            Tensor product = Application.scaled(b, number(a));
            return Optional.of(new Diagonal(a.domain(), product, Formulas.product(b.factor(), a.factor())));
        }
        if (first instanceof Kronecker a && next instanceof Kronecker b && !a.transposed() && !b.transposed()) {
            return Optional.of(product(a, b));
        }
        if (first instanceof Dense a && next instanceof Dense b) {
            return Optional.of(new Dense(b.matrix().matmul(a.matrix()), a.domain(), b.codomain()));
        }
        return Optional.empty();
    }

    /** (A ⊗ B)(C ⊗ D) = AC ⊗ BD. */
    private static Kronecker product(Kronecker first, Kronecker next) {
        return new Kronecker(
                product(next.left(), first.left()),
                product(first.right(), next.right()),
                false,
                first.domain(),
                next.codomain(),
                factor(next.left(), next.leftFactor(), first.left(), first.leftFactor()),
                factor(next.right(), next.rightFactor(), first.right(), first.rightFactor()));
    }

    private static Optional<Tensor> product(Optional<Tensor> a, Optional<Tensor> b) {
        return a.isPresent() && b.isPresent() ? Optional.of(a.get().matmul(b.get())) : a.or(() -> b);
    }

    private static String factor(Optional<Tensor> later, String a, Optional<Tensor> earlier, String b) {
        return later.isEmpty() ? b : earlier.isEmpty() ? a : Formulas.product(a, b);
    }

    /** The derivative as numbers, a mask too. */
    private static Tensor number(Diagonal diagonal) {
        return diagonal.derivative().cast(diagonal.domain().dtype());
    }

    private static Optional<Diagonal> asDiagonal(Jacobian jacobian) {
        return switch (jacobian) {
            case Diagonal diagonal -> Optional.of(diagonal);
            case Identity(var type) -> Optional.of(new Diagonal(type, Functions.constant(type.dtype(), 1), "1"));
            default -> Optional.empty();
        };
    }
}
