package dev.pullback.api.jacobian;

import dev.pullback.api.error.CallSite;
import dev.pullback.api.error.ShapeException;
import dev.pullback.api.jacobian.Jacobian.At;
import dev.pullback.api.jacobian.Jacobian.Chain;
import dev.pullback.api.jacobian.Jacobian.Dense;
import dev.pullback.api.jacobian.Jacobian.Diagonal;
import dev.pullback.api.jacobian.Jacobian.Identity;
import dev.pullback.api.jacobian.Jacobian.Kronecker;
import dev.pullback.api.jacobian.Jacobian.Sum;
import dev.pullback.api.jacobian.Jacobian.Transposed;
import dev.pullback.api.jacobian.Jacobian.Zero;
import dev.pullback.api.op.Comparison;
import dev.pullback.api.tensor.Apply;
import dev.pullback.api.tensor.Functions;
import dev.pullback.api.tensor.Stored;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.Shape;
import dev.pullback.api.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Jacobians written out. */
final class Matrices {

    /** Directions that are pushed or pulled at once take about so many bytes on each side of the map. */
    private static final long CHUNK_BYTES = 64L << 20;

    private Matrices() {}

    static Tensor dense(Jacobian jacobian, long byteLimit) {
        requireRoom(jacobian, byteLimit);
        List<Tensor> point = jacobian instanceof At(var _, List<Tensor> inputs) ? inputs : List.of();
        Jacobian map = jacobian instanceof At(Jacobian located, var _) ? located : jacobian;
        return byStructure(map) ? atOnce(point, () -> expanded(map)) : byDirections(map, point);
    }

    /** One program for the whole expression. */
    private static Tensor atOnce(List<Tensor> point, Supplier<Tensor> expression) {
        Tensor result = Apply.together(expression);
        return Apply.settle(List.of(result.node()), point).getFirst();
    }

    private static void requireRoom(Jacobian jacobian, long byteLimit) {
        long rows = jacobian.codomain().size();
        long columns = jacobian.domain().size();
        int bytes = jacobian.codomain().dtype().bytes();
        boolean fits = columns == 0 || rows <= byteLimit / bytes / columns;
        boolean countable = rows <= Integer.MAX_VALUE && columns <= Integer.MAX_VALUE;
        if (!fits || !countable) {
            throw new ShapeException(
                    "The matrix of this Jacobian from %s to %s has %,d × %,d elements, %.1f MiB; the limit is %.1f MiB. Push or pull single directions, or call dense(byteLimit)%s"
                            .formatted(
                                    jacobian.domain(),
                                    jacobian.codomain(),
                                    rows,
                                    columns,
                                    (double) rows * columns * bytes / (1 << 20),
                                    (double) byteLimit / (1 << 20),
                                    CallSite.describe()));
        }
    }

    /** Whether the elements can be written down without a push or a pull of every unit vector. */
    private static boolean byStructure(Jacobian jacobian) {
        return switch (jacobian) {
            case Zero _, Identity _, Diagonal _, Kronecker _, Dense _ -> true;
            case Transposed(Jacobian of) -> byStructure(of);
            case Sum(List<Jacobian> terms) -> terms.stream().allMatch(Matrices::byStructure);
            case Chain(List<Jacobian> links) ->
                links.stream().filter(Matrices::isMatrix).count() == 1
                        && links.stream().allMatch(link -> isMatrix(link) || isCheap(link));
            default -> false;
        };
    }

    private static boolean isMatrix(Jacobian link) {
        return link instanceof Kronecker || link instanceof Dense;
    }

    /** A product with it costs a pass over the elements. */
    private static boolean isCheap(Jacobian link) {
        return link instanceof Diagonal || link.structure() == Structure.IDENTITY;
    }

    private static Tensor expanded(Jacobian jacobian) {
        return switch (jacobian) {
            case Zero(TensorType domain, TensorType codomain) ->
                Functions.constant(matrix(codomain.dtype(), codomain.size(), domain.size()), 0);
            case Identity(TensorType type) -> unit(type.dtype(), type.size(), 0, type.size());
            case Diagonal diagonal -> diagonal(diagonal);
            case Kronecker kronecker -> kronecker(kronecker);
            case Dense dense -> dense.matrix();
            case Transposed(Jacobian of) -> expanded(of).transpose();
            case Sum(List<Jacobian> terms) ->
                terms.stream().map(Matrices::expanded).reduce(Tensor::add).orElseThrow();
            case Chain(List<Jacobian> links) -> product(links);
            default -> throw new IllegalStateException(jacobian + " has no structure to expand");
        };
    }

    private static Tensor diagonal(Diagonal diagonal) {
        TensorType type = diagonal.domain();
        Tensor row = derivative(diagonal).reshape(1, Math.toIntExact(type.size()));
        return isDiagonal(type.size(), 0, type.size()).select(row, row.like(0));
    }

    /** [i, j, p, q] = A[i, p]·B[q, j], with p and q swapped for the map of the transposed matrix. */
    private static Tensor kronecker(Kronecker map) {
        Shape from = map.domain().shape();
        Shape to = map.codomain().shape();
        int j = to.length(-1);
        int i = Math.toIntExact(to.with(-1, 1).size());
        int q = map.transposed() ? from.length(0) : from.length(-1);
        int p = map.transposed()
                ? from.length(-1)
                : Math.toIntExact(from.with(-1, 1).size());
        DType dtype = map.codomain().dtype();
        Tensor left = map.left().orElseGet(() -> unit(dtype, i, 0, i)).reshape(i, 1, p, 1);
        Tensor right = map.right().map(Tensor::transpose).orElseGet(() -> unit(dtype, j, 0, j));
        Tensor product = left.mul(right.reshape(1, j, 1, q));
        Tensor ordered = map.transposed() ? product.transpose(0, 1, 3, 2) : product;
        return ordered.reshape(i * j, p * q);
    }

    /** The one matrix among the links, its rows and columns scaled by those around it. */
    private static Tensor product(List<Jacobian> links) {
        int pivot = 0;
        while (!isMatrix(links.get(pivot))) {
            pivot++;
        }
        Tensor matrix = expanded(links.get(pivot));
        for (Jacobian link : links.subList(pivot + 1, links.size())) {
            matrix = link instanceof Diagonal diagonal
                    ? matrix.mul(derivative(diagonal).reshape(-1, 1))
                    : matrix.cast(link.codomain().dtype());
        }
        for (Jacobian link : links.subList(0, pivot)) {
            if (link instanceof Diagonal diagonal) {
                matrix = matrix.mul(derivative(diagonal).reshape(1, -1));
            }
        }
        return matrix;
    }

    private static Tensor derivative(Diagonal diagonal) {
        TensorType type = diagonal.domain();
        return diagonal.derivative().cast(type.dtype()).broadcastTo(type.shape());
    }

    /** Unit vectors of the smaller side, some at once: pushed they give columns, pulled they give rows. */
    private static Tensor byDirections(Jacobian jacobian, List<Tensor> point) {
        boolean pushes = jacobian.domain().size() <= jacobian.codomain().size();
        TensorType near = pushes ? jacobian.domain() : jacobian.codomain();
        TensorType far = pushes ? jacobian.codomain() : jacobian.domain();
        long larger = Math.max(1, Math.max(near.bytes(), far.bytes()));
        long chunk = Math.clamp(CHUNK_BYTES / larger, 1, Math.max(1, near.size()));
        List<Tensor> chunks = new ArrayList<>();
        for (long start = 0; start < Math.max(1, near.size()); start += chunk) {
            long first = start;
            long count = Math.min(chunk, near.size() - start);
            chunks.add(atOnce(point, () -> {
                Tensor directions = directions(near, first, count);
                Tensor moved = pushes ? jacobian.push(directions) : jacobian.pull(directions);
                Tensor rows = moved.reshape(Math.toIntExact(count), Math.toIntExact(far.size()));
                return pushes ? rows.transpose() : rows;
            }));
        }
        if (chunks.size() == 1) {
            return chunks.getFirst();
        }
        Tensor matrix = Functions.concat(pushes ? 1 : 0, chunks.toArray(Tensor[]::new));
        chunks.stream().filter(Stored.class::isInstance).map(Stored.class::cast).forEach(Stored::close);
        return matrix;
    }

    /** The unit vectors from {@code start} on, {@code [count, type..]}. */
    private static Tensor directions(TensorType type, long start, long count) {
        int[] lengths = new int[type.shape().rank() + 1];
        lengths[0] = Math.toIntExact(count);
        System.arraycopy(type.shape().lengths(), 0, lengths, 1, lengths.length - 1);
        return unit(type.dtype(), type.size(), start, count).reshape(Shape.of(lengths));
    }

    /** Rows of the identity matrix. */
    private static Tensor unit(DType dtype, long size, long start, long count) {
        return isDiagonal(size, start, count).cast(dtype);
    }

    private static Tensor isDiagonal(long size, long start, long count) {
        TensorType type = matrix(DType.INT32, count, size);
        return Functions.iota(type, 0).add((double) start).compare(Comparison.EQUAL, Functions.iota(type, 1));
    }

    private static TensorType matrix(DType dtype, long rows, long columns) {
        return TensorType.of(dtype, Math.toIntExact(rows), Math.toIntExact(columns));
    }
}
