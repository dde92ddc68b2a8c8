package dev.pullback.cpu.warm;

import jdk.incubator.vector.VectorShape;

/** How many elements a vector has, for code that must not load the vector classes: that takes as long as a training step. */
public final class Lanes {

    private Lanes() {}

    /** Elements of that many bits in a vector of the preferred shape; at least 1. */
    public static int ofBits(int bits) {
        return Math.max(1, VectorShape.preferredShape().vectorBitSize() / bits);
    }
}
