package dev.pullback.api.type;

import dev.pullback.api.error.CallSite;
import dev.pullback.api.error.ShapeException;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The lengths of a tensor's axes, outermost first; memory order is row-major (the last axis is contiguous). A scalar has no
 * axes; an axis of length 0 is legal and makes the tensor empty.
 */
public final class Shape {

    /** The shape of a scalar, {@code []}. */
    public static final Shape SCALAR = new Shape(new int[0]);

    private final int[] lengths;
    private final long size;

    private Shape(int[] lengths) {
        long product = 1;
        for (int length : lengths) {
            if (length < 0) {
                throw new ShapeException("A shape cannot have an axis of negative length: " + Arrays.toString(lengths)
                        + CallSite.describe());
            }
            if (length > 0 && product > Long.MAX_VALUE / length) {
                throw new ShapeException("A shape cannot have more than 2^63 elements: " + Arrays.toString(lengths)
                        + CallSite.describe());
            }
            product *= length;
        }
        this.lengths = lengths;
        this.size = product;
    }

    /** @throws ShapeException if a length is negative, or the number of elements too large to be counted */
    public static Shape of(int... lengths) {
        return lengths.length == 0 ? SCALAR : new Shape(lengths.clone());
    }

    /** Number of axes. */
    public int rank() {
        return lengths.length;
    }

    /** Length of one axis; a negative axis counts from the end, so {@code -1} is the last. */
    public int length(int axis) {
        return lengths[axis(axis)];
    }

    /** Number of elements: the product of the lengths, 1 for a scalar. */
    public long size() {
        return size;
    }

    /** A copy of the lengths. */
    public int[] lengths() {
        return lengths.clone();
    }

    /**
     * Resolves an axis that may be negative to {@code 0 .. rank-1}.
     *
     * @throws ShapeException if there is no such axis
     */
    public int axis(int axis) {
        int resolved = axis < 0 ? axis + lengths.length : axis;
        if (resolved < 0 || resolved >= lengths.length) {
            throw new ShapeException("Shape %s has no axis %d; axes run from %d to %d%s"
                    .formatted(this, axis, -lengths.length, lengths.length - 1, CallSite.describe()));
        }
        return resolved;
    }

    /** Row-major strides in elements: how far apart two neighbours along each axis lie. */
    public long[] strides() {
        long[] strides = new long[lengths.length];
        long stride = 1;
        for (int axis = lengths.length - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= Math.max(1, lengths[axis]);
        }
        return strides;
    }

    /** This shape with one axis set to another length. */
    public Shape with(int axis, int length) {
        int[] changed = lengths.clone();
        changed[axis(axis)] = length;
        return new Shape(changed);
    }

    /** This shape without the given axes, each of which must exist. */
    public Shape without(Axes axes) {
        int[] kept = new int[lengths.length - axes.count()];
        int next = 0;
        for (int axis = 0; axis < lengths.length; axis++) {
            if (!axes.contains(axis)) {
                kept[next++] = lengths[axis];
            }
        }
        return new Shape(kept);
    }

    /** This shape with the given axes kept as length 1 ({@code keepdims}). */
    public Shape collapsed(Axes axes) {
        int[] changed = lengths.clone();
        for (int axis : axes.toArray()) {
            changed[axis] = 1;
        }
        return new Shape(changed);
    }

    /**
     * The shape two operands broadcast to by NumPy's rule: aligned at the last axis, lengths must agree or one of them be 1.
     * Returns null when they do not fit; the caller knows the op and says so.
     */
    public static Shape broadcast(Shape a, Shape b) {
        int rank = Math.max(a.rank(), b.rank());
        int[] result = new int[rank];
        for (int back = 1; back <= rank; back++) {
            int fromA = back <= a.rank() ? a.lengths[a.rank() - back] : 1;
            int fromB = back <= b.rank() ? b.lengths[b.rank() - back] : 1;
            if (fromA != fromB && fromA != 1 && fromB != 1) {
                return null;
            }
            result[rank - back] = fromA == 1 ? fromB : fromA;
        }
        return new Shape(result);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape shape && Arrays.equals(lengths, shape.lengths);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(lengths);
    }

    /** As NumPy prints it, without spaces: {@code [128,784]}. */
    @Override
    public String toString() {
        return Arrays.stream(lengths).mapToObj(Integer::toString).collect(Collectors.joining(",", "[", "]"));
    }
}
