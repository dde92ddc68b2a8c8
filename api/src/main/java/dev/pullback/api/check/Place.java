package dev.pullback.api.check;

import dev.pullback.api.type.Shape;
import java.util.Arrays;

/**
 * One element of one tensor, or all of them together.
 *
 * @param tensor position among the function's inputs, or among its results; -1 for all of them
 * @param index the element's index along each axis; empty for a scalar
 */
public record Place(int tensor, java.util.List<Integer> index) {

    /** Every element of every tensor: for random directions and weighted sums. */
    static final Place ALL = new Place(-1, java.util.List.of());

    public Place {
        index = java.util.List.copyOf(index);
    }

    /** The element at a row-major position. */
    static Place of(int tensor, Shape shape, int position) {
        Integer[] index = new Integer[shape.rank()];
        int rest = position;
        for (int axis = shape.rank() - 1; axis >= 0; axis--) {
            index[axis] = rest % shape.length(axis);
            rest /= shape.length(axis);
        }
        return new Place(tensor, Arrays.asList(index));
    }

    boolean isAll() {
        return tensor < 0;
    }

    /** For example {@code 1[0,3]}, or {@code 1} for a scalar. */
    @Override
    public String toString() {
        return isAll()
                ? "all"
                : index.isEmpty() ? "" + tensor : tensor + index.toString().replace(" ", "");
    }
}
