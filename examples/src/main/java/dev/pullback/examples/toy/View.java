package dev.pullback.examples.toy;

import dev.pullback.api.type.Axes;
import dev.pullback.api.type.Shape;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** A tensor as a walk over some shape meets it: at index (i₀, i₁, …) its element lies at {@code offset + Σ iₖ·strideₖ}. */
record View(Shape walk, long offset, long[] strides) {

    /** The walk's axis k is the tensor's axis {@code axis(k)}; where that is negative or of length 1, elements repeat. */
    static View of(Shape tensor, Shape walk, IntUnaryOperator axis) {
        long[] own = tensor.strides();
        long[] strides = IntStream.range(0, walk.rank())
                .map(axis)
                .mapToLong(a -> a < 0 || tensor.length(a) == 1 ? 0 : own[a])
                .toArray();
        return new View(walk, 0, strides);
    }

    /** Begins at another element. */
    View from(Axes start) {
        long first = offset;
        for (int k = 0; k < strides.length; k++) {
            first += start.get(k) * strides[k];
        }
        return new View(walk, first, strides);
    }

    /** Where the element lies that is met after i others, in row-major order. */
    long position(long i) {
        long position = offset;
        long rest = i;
        for (int k = strides.length - 1; k >= 0; k--) {
            position += rest % walk.length(k) * strides[k];
            rest /= walk.length(k);
        }
        return position;
    }
}
