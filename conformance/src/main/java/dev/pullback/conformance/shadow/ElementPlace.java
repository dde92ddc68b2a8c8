package dev.pullback.conformance.shadow;

import dev.pullback.api.type.Shape;
import java.util.Arrays;

/** Where in a tensor an element stands. */
final class ElementPlace {

    private ElementPlace() {}

    /** The indices along the axes as {@code " at [3, 7]"}, or nothing for a scalar. */
    static String describe(Shape shape, int element) {
        if (shape.rank() == 0) {
            return "";
        }
        int[] indices = new int[shape.rank()];
        int rest = element;
        for (int axis = indices.length - 1; axis >= 0; axis--) {
            indices[axis] = rest % shape.length(axis);
            rest /= shape.length(axis);
        }
        return " at " + Arrays.toString(indices);
    }
}
