package dev.pullback.cpu.matmul;

import java.util.Arrays;

/**
 * The leading axes of a batched product: for each axis its extent and how many elements apart its items lie in A, B and C. A
 * stride of 0 uses one item for all.
 *
 * @param extents length of each axis, outermost first; no axes mean one product
 * @param strideA elements from one item of A to the next, per axis
 * @param strideB the same for B
 * @param strideC the same for C; must keep the items apart
 */
public record Batch(int[] extents, long[] strideA, long[] strideB, long[] strideC) {
    /** A single product. */
    public static final Batch NONE = new Batch(new int[0], new long[0], new long[0], new long[0]);

    /**
     * Copies the arrays.
     *
     * @throws IllegalArgumentException if their lengths differ, an extent is negative or there are 2³¹ items or more
     */
    public Batch {
        if (strideA.length != extents.length || strideB.length != extents.length || strideC.length != extents.length) {
            throw new IllegalArgumentException("A batch needs an extent and three strides for each of its axes");
        }
        long items = 1;
        for (int extent : extents) {
            if (extent < 0) {
                throw new IllegalArgumentException("Negative extent in the batch axes " + Arrays.toString(extents));
            }
            items = Math.multiplyExact(items, extent);
        }
        if (items > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(items + " products in one batch; at most 2^31 - 1 are possible");
        }
        extents = extents.clone();
        strideA = strideA.clone();
        strideB = strideB.clone();
        strideC = strideC.clone();
    }

    /** One axis of {@code count} items. */
    public static Batch of(int count, long strideA, long strideB, long strideC) {
        return new Batch(new int[] {count}, new long[] {strideA}, new long[] {strideB}, new long[] {strideC});
    }

    /** A and B exchanged. */
    Batch turned() {
        return new Batch(extents, strideB, strideA, strideC);
    }

    /** Number of products. */
    public int items() {
        int items = 1;
        for (int extent : extents) {
            items *= extent;
        }
        return items;
    }

    /** Elements from the first item to the given one, under the given strides. */
    long offset(int item, long[] strides) {
        long offset = 0;
        int rest = item;
        for (int axis = extents.length - 1; axis >= 0; axis--) {
            offset += rest % extents[axis] * strides[axis];
            rest /= extents[axis];
        }
        return offset;
    }
}
