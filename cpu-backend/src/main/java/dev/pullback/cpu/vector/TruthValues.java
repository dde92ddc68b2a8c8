package dev.pullback.cpu.vector;

import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** How truth values, one byte each, meet vectors of wider elements. */
final class TruthValues {
    private static final int SMALLEST_VECTOR_BITS = 64;

    private TruthValues() {}

    /** The species of that many bytes, or null where there is no vector so small and a plain loop has to do. */
    static VectorSpecies<Byte> species(int lanes) {
        int bits = lanes * Byte.SIZE;
        return bits < SMALLEST_VECTOR_BITS ? null : VectorSpecies.of(byte.class, VectorShape.forBitSize(bits));
    }
}
