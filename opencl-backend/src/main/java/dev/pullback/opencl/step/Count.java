package dev.pullback.opencl.step;

import dev.pullback.api.error.UnsupportedOpException;
import dev.pullback.api.type.Shape;

/** Sizes as kernels take them: most are 32-bit, since GPUs divide and multiply those faster. */
final class Count {

    /** Kernels step past the end of what they walk through, by less than this. */
    private static final int MARGIN = 1 << 16;

    static final int LARGEST = Integer.MAX_VALUE - MARGIN;

    private Count() {}

    /**
     * A size that a kernel takes as an int.
     *
     * @param what it counts, for the message
     * @throws UnsupportedOpException if it is too large
     */
    static int of(long size, String what, String label) {
        if (size > LARGEST) {
            throw new UnsupportedOpException(
                    "%s has %,d %s; a kernel of backend opencl counts up to %,d. Split the tensor along its largest axis"
                            .formatted(label, size, what, LARGEST));
        }
        return (int) size;
    }

    /** How many elements of a shape to count as one row, where the kernel does not care: as many as fit into an int. */
    static int columns(Shape shape) {
        long columns = 1;
        for (int axis = shape.rank() - 1; axis >= 0 && columns * shape.length(axis) <= Integer.MAX_VALUE; axis--) {
            columns *= shape.length(axis);
        }
        return (int) columns;
    }
}
