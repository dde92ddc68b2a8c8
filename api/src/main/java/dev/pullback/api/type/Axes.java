package dev.pullback.api.type;

import dev.pullback.api.error.CallSite;
import dev.pullback.api.error.ShapeException;
import java.util.Arrays;
import java.util.stream.IntStream;

/** A list of axes, each non-negative, with value equality (a record component that is an array would have none). */
public final class Axes {

    private final int[] axes;

    private Axes(int[] axes) {
        this.axes = axes;
    }

    /** In the order given: for permutations and for lists that stand beside another. */
    public static Axes of(int... axes) {
        return new Axes(axes.clone());
    }

    /** All axes of a shape, {@code 0 .. rank-1}. */
    public static Axes all(Shape shape) {
        return new Axes(IntStream.range(0, shape.rank()).toArray());
    }

    /**
     * Axes of a shape as a user names them, negative ones counted from the end, sorted; none named means all.
     *
     * @throws ShapeException if an axis does not exist or is named twice
     */
    public static Axes resolve(Shape shape, int... named) {
        if (named.length == 0) {
            return all(shape);
        }
        int[] resolved =
                IntStream.of(named).map(shape::axis).sorted().distinct().toArray();
        if (resolved.length != named.length) {
            throw new ShapeException("Axes %s name an axis of shape %s twice%s"
                    .formatted(Arrays.toString(named), shape, CallSite.describe()));
        }
        return new Axes(resolved);
    }

    public int count() {
        return axes.length;
    }

    public int get(int position) {
        return axes[position];
    }

    public boolean contains(int axis) {
        return indexOf(axis) >= 0;
    }

    /** Position of an axis in this list, or -1. */
    public int indexOf(int axis) {
        for (int position = 0; position < axes.length; position++) {
            if (axes[position] == axis) {
                return position;
            }
        }
        return -1;
    }

    public int[] toArray() {
        return axes.clone();
    }

    /** The inverse of this list read as a permutation. */
    public Axes inverse() {
        int[] inverse = new int[axes.length];
        for (int position = 0; position < axes.length; position++) {
            inverse[axes[position]] = position;
        }
        return new Axes(inverse);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Axes list && Arrays.equals(axes, list.axes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(axes);
    }

    @Override
    public String toString() {
        return Arrays.toString(axes).replace(" ", "");
    }
}
