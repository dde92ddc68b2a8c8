package dev.pullback.api.jacobian;

import dev.pullback.api.error.CallSite;
import dev.pullback.api.error.ShapeException;
import dev.pullback.api.jacobian.Jacobian.At;
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

/** Jacobians written out: by structure where there is one, otherwise by pushing or pulling unit vectors. */
final class Matrices {

    /** Directions that are pushed or pulled at once take about so many bytes on each side of the map. */
    private static final long CHUNK_BYTES = 64L << 20;

    private Matrices() {}

    static Tensor dense(Jacobian jacobian, long byteLimit) {
        requireRoom(jacobian, byteLimit);
        List<Tensor> point = jacobian instanceof At(var _, List<Tensor> inputs) ? inputs : List.of();
        Jacobian map = jacobian instanceof At(Jacobian located, var _) ? located : jacobian;
        return Expansion.isPossible(map) ? atOnce(point, () -> Expansion.of(map)) : byDirections(map, point);
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

    /** Unit vectors of the smaller side, some at once: pushed they give columns, pulled they give rows. */
    private static Tensor byDirections(Jacobian jacobian, List<Tensor> point) {
        boolean pushes = jacobian.domain().size() <= jacobian.codomain().size();
        TensorType near = pushes ? jacobian.domain() : jacobian.codomain();
        TensorType far = pushes ? jacobian.codomain() : jacobian.domain();
        long larger = Math.max(1, Math.max(near.bytes(), far.bytes()));
        long chunk = Math.clamp(CHUNK_BYTES / larger, 1, Math.max(1, near.size()));
        List<Tensor> chunks = new ArrayList<>();
        try {
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
            return chunks.size() == 1
                    ? chunks.removeFirst()
                    : Functions.concat(pushes ? 1 : 0, chunks.toArray(Tensor[]::new));
        } finally {
            // Also those that were there when a later one failed.
            chunks.stream()
                    .filter(Stored.class::isInstance)
                    .map(Stored.class::cast)
                    .forEach(Stored::close);
        }
    }

    /** The unit vectors from {@code start} on, {@code [count, type..]}. */
    private static Tensor directions(TensorType type, long start, long count) {
        int[] lengths = new int[type.shape().rank() + 1];
        lengths[0] = Math.toIntExact(count);
        System.arraycopy(type.shape().lengths(), 0, lengths, 1, lengths.length - 1);
        return unit(type.dtype(), type.size(), start, count).reshape(Shape.of(lengths));
    }

    /** Rows {@code start .. start+count-1} of the identity matrix. */
    static Tensor unit(DType dtype, long size, long start, long count) {
        return isDiagonal(size, start, count).cast(dtype);
    }

    /** The same as a bool tensor. */
    static Tensor isDiagonal(long size, long start, long count) {
        TensorType type = matrix(DType.INT32, count, size);
        return Functions.iota(type, 0).add((double) start).compare(Comparison.EQUAL, Functions.iota(type, 1));
    }

    static TensorType matrix(DType dtype, long rows, long columns) {
        return TensorType.of(dtype, Math.toIntExact(rows), Math.toIntExact(columns));
    }
}
