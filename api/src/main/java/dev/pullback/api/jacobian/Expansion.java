package dev.pullback.api.jacobian;

import dev.pullback.api.jacobian.Jacobian.Chain;
import dev.pullback.api.jacobian.Jacobian.Dense;
import dev.pullback.api.jacobian.Jacobian.Diagonal;
import dev.pullback.api.jacobian.Jacobian.Identity;
import dev.pullback.api.jacobian.Jacobian.Kronecker;
import dev.pullback.api.jacobian.Jacobian.Sum;
import dev.pullback.api.jacobian.Jacobian.Transposed;
import dev.pullback.api.jacobian.Jacobian.Zero;
import dev.pullback.api.tensor.Functions;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.Shape;
import dev.pullback.api.type.TensorType;
import java.util.List;

/** Matrices whose elements can be written down from the structure, without a push or a pull of every unit vector. */
final class Expansion {

    private Expansion() {}

    static boolean isPossible(Jacobian jacobian) {
        return switch (jacobian) {
            case Zero _, Identity _, Diagonal _, Kronecker _, Dense _ -> true;
            case Transposed(Jacobian of) -> isPossible(of);
            case Sum(List<Jacobian> terms) -> terms.stream().allMatch(Expansion::isPossible);
            case Chain(List<Jacobian> links) ->
                links.stream().filter(Expansion::isMatrix).count() == 1
                        && links.stream().allMatch(link -> isMatrix(link) || isCheap(link));
            default -> false;
        };
    }

    /** The matrix of a Jacobian for which it {@linkplain #isPossible is possible}. */
    static Tensor of(Jacobian jacobian) {
        return switch (jacobian) {
            case Zero(TensorType from, TensorType to) ->
                Functions.constant(Matrices.matrix(to.dtype(), to.size(), from.size()), 0);
            case Identity(TensorType type) -> Matrices.unit(type.dtype(), type.size(), 0, type.size());
            case Diagonal diagonal -> diagonal(diagonal);
            case Kronecker _, Dense _ -> product(List.of(jacobian));
            case Transposed(Jacobian of) -> of(of).transpose();
            case Sum(List<Jacobian> terms) ->
                terms.stream().map(Expansion::of).reduce(Tensor::add).orElseThrow();
            case Chain(List<Jacobian> links) -> product(links);
            default -> throw new IllegalStateException(jacobian + " has no structure to expand");
        };
    }

    private static boolean isMatrix(Jacobian link) {
        return link instanceof Kronecker || link instanceof Dense;
    }

    /** A product with it costs a pass over the elements. */
    private static boolean isCheap(Jacobian link) {
        return link instanceof Diagonal || link.structure() == Structure.IDENTITY;
    }

    private static Tensor diagonal(Diagonal diagonal) {
        long size = diagonal.domain().size();
        Tensor row = derivative(diagonal, diagonal.domain().dtype()).reshape(1, Math.toIntExact(size));
        return Matrices.isDiagonal(size, 0, size).select(row, row.like(0));
    }

    /** The one matrix among the links, its columns scaled by the diagonals before it and its rows by those behind. */
    private static Tensor product(List<Jacobian> links) {
        int pivot = 0;
        while (!isMatrix(links.get(pivot))) {
            pivot++;
        }
        DType dtype = links.getLast().codomain().dtype();
        Tensor columns = scale(links.subList(0, pivot), dtype);
        Tensor rows = scale(links.subList(pivot + 1, links.size()), dtype);
        return switch (links.get(pivot)) {
            case Kronecker kronecker -> kronecker(kronecker, rows, columns, dtype);
            case Dense(Tensor matrix, var _, var _) ->
                matrix.cast(dtype).mul(reshaped(rows, -1, 1)).mul(reshaped(columns, 1, -1));
            default -> throw new IllegalStateException("no matrix among " + links);
        };
    }

    /**
     * [i, j, p, q] = A[i, p]·B[q, j], scaled by rows[i, j] and columns[p, q]. An identity among the factors takes the scales
     * while it is small, so that the large matrix is written in one pass.
     */
    private static Tensor kronecker(Kronecker map, Tensor rows, Tensor columns, DType dtype) {
        Shape from = map.domain().shape();
        Shape to = map.codomain().shape();
        int j = to.length(-1);
        int i = Math.toIntExact(to.with(-1, 1).size());
        int inner = from.length(-1);
        int outer = Math.toIntExact(from.with(-1, 1).size());
        int p = map.transposed() ? inner : outer;
        int q = map.transposed() ? outer : inner;

        Tensor scales = reshaped(rows, i, j, 1, 1);
        Tensor byColumn = reshaped(columns, 1, 1, outer, inner);
        scales = scales.mul(map.transposed() && columns.shape().rank() > 0 ? byColumn.transpose(0, 1, 3, 2) : byColumn);
        Tensor left = map.left()
                .map(factor -> factor.cast(dtype))
                .orElseGet(() -> Matrices.unit(dtype, i, 0, i))
                .reshape(i, 1, p, 1);
        Tensor right = map.right()
                .map(factor -> factor.cast(dtype).transpose())
                .orElseGet(() -> Matrices.unit(dtype, j, 0, j))
                .reshape(1, j, 1, q);
        Tensor product = map.right().isEmpty()
                ? left.mul(right.mul(scales))
                : left.mul(scales).mul(right);
        Tensor ordered = map.transposed() ? product.transpose(0, 1, 3, 2) : product;
        return ordered.reshape(i * j, p * q);
    }

    /** The product of all diagonals among the links, which keep their elements in one order; the scalar 1 if there is none. */
    private static Tensor scale(List<Jacobian> links, DType dtype) {
        return links.stream()
                .filter(Diagonal.class::isInstance)
                .map(link -> derivative((Diagonal) link, dtype).reshape(-1))
                .reduce(Tensor::mul)
                .orElseGet(() -> Functions.constant(dtype, 1));
    }

    private static Tensor reshaped(Tensor scale, int... lengths) {
        return scale.shape().rank() == 0 ? scale : scale.reshape(lengths);
    }

    private static Tensor derivative(Diagonal diagonal, DType dtype) {
        return diagonal.derivative().cast(dtype).broadcastTo(diagonal.domain().shape());
    }
}
