package dev.pullback.cpu.reference;

import dev.pullback.api.type.Shape;

/** Walks over every index of a shape in row-major order: {@code [0,0] [0,1] … [1,0] …}. */
final class Indices {

    private Indices() {}

    /** What is done at an index; the array is reused for the next one. */
    @FunctionalInterface
    interface Visitor {
        void at(int[] index);
    }

    static void forEach(Shape shape, Visitor visitor) {
        int[] index = new int[shape.rank()];
        for (long remaining = shape.size(); remaining > 0; remaining--) {
            visitor.at(index);
            advance(index, shape);
        }
    }

    /** Where the element at an index lies: offset + Σ indexₖ·strideₖ. */
    static int position(int[] index, long offset, long[] strides) {
        long position = offset;
        for (int axis = 0; axis < strides.length; axis++) {
            position += index[axis] * strides[axis];
        }
        return (int) position;
    }

    private static void advance(int[] index, Shape shape) {
        for (int axis = index.length - 1; axis >= 0; axis--) {
            index[axis]++;
            if (index[axis] < shape.length(axis)) {
                return;
            }
            index[axis] = 0;
        }
    }
}
