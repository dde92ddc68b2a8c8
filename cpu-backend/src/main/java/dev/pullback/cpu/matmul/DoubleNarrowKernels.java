package dev.pullback.cpu.matmul;

import dev.pullback.cpu.memory.OffHeap;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Register kernels for results that are no wider than a vector, such as ten outputs: each element of A is used for one vector
 * only, so it is read where it lies. Eight sums are as many as keep two multipliers busy that take four cycles. {@code
 * C[r][j] = Σ_i A[r][i] · b[from + i · L + j]} for {@code r < 8} and {@code j < L}.
 */
final class DoubleNarrowKernels {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final ValueLayout.OfDouble ELEMENT = ValueLayout.JAVA_DOUBLE_UNALIGNED;
    private static final long BYTES = Double.BYTES;

    private DoubleNarrowKernels() {}

    /** A stored {@code [m][k]}; rows past {@code last} repeat it. */
    static void rows(
            int k,
            MemorySegment a,
            long first,
            long pitch,
            int last,
            double[] b,
            int from,
            MemorySegment c,
            long to,
            long pitchC) {
        a = OffHeap.known(a);
        long a0 = first;
        long a1 = first + Math.min(1, last) * pitch;
        long a2 = first + Math.min(2, last) * pitch;
        long a3 = first + Math.min(3, last) * pitch;
        long a4 = first + Math.min(4, last) * pitch;
        long a5 = first + Math.min(5, last) * pitch;
        long a6 = first + Math.min(6, last) * pitch;
        long a7 = first + Math.min(7, last) * pitch;
        c = OffHeap.known(c);
        DoubleVector zero = DoubleVector.zero(SPECIES);
        DoubleVector c0 = zero, c1 = zero, c2 = zero, c3 = zero;
        DoubleVector c4 = zero, c5 = zero, c6 = zero, c7 = zero;
        for (int i = 0; i < k; i++) {
            DoubleVector v = DoubleVector.fromArray(SPECIES, b, from + i * L);
            long q = BYTES * i;
            c0 = DoubleVector.broadcast(SPECIES, a.get(ELEMENT, a0 + q)).fma(v, c0);
            c1 = DoubleVector.broadcast(SPECIES, a.get(ELEMENT, a1 + q)).fma(v, c1);
            c2 = DoubleVector.broadcast(SPECIES, a.get(ELEMENT, a2 + q)).fma(v, c2);
            c3 = DoubleVector.broadcast(SPECIES, a.get(ELEMENT, a3 + q)).fma(v, c3);
            c4 = DoubleVector.broadcast(SPECIES, a.get(ELEMENT, a4 + q)).fma(v, c4);
            c5 = DoubleVector.broadcast(SPECIES, a.get(ELEMENT, a5 + q)).fma(v, c5);
            c6 = DoubleVector.broadcast(SPECIES, a.get(ELEMENT, a6 + q)).fma(v, c6);
            c7 = DoubleVector.broadcast(SPECIES, a.get(ELEMENT, a7 + q)).fma(v, c7);
        }
        long row = to;
        c0.intoMemorySegment(c, row, ORDER);
        row += pitchC;
        c1.intoMemorySegment(c, row, ORDER);
        row += pitchC;
        c2.intoMemorySegment(c, row, ORDER);
        row += pitchC;
        c3.intoMemorySegment(c, row, ORDER);
        row += pitchC;
        c4.intoMemorySegment(c, row, ORDER);
        row += pitchC;
        c5.intoMemorySegment(c, row, ORDER);
        row += pitchC;
        c6.intoMemorySegment(c, row, ORDER);
        row += pitchC;
        c7.intoMemorySegment(c, row, ORDER);
    }

    /** A stored {@code [k][m]}, eight elements of which are side by side; those past {@code last} repeat it. */
    static void columns(
            int k,
            MemorySegment a,
            long first,
            long pitch,
            int last,
            double[] b,
            int from,
            MemorySegment c,
            long to,
            long pitchC) {
        a = OffHeap.known(a);
        long a0 = first;
        long a1 = first + Math.min(1, last) * BYTES;
        long a2 = first + Math.min(2, last) * BYTES;
        long a3 = first + Math.min(3, last) * BYTES;
        long a4 = first + Math.min(4, last) * BYTES;
        long a5 = first + Math.min(5, last) * BYTES;
        long a6 = first + Math.min(6, last) * BYTES;
        long a7 = first + Math.min(7, last) * BYTES;
        c = OffHeap.known(c);
        DoubleVector zero = DoubleVector.zero(SPECIES);
        DoubleVector c0 = zero, c1 = zero, c2 = zero, c3 = zero;
        DoubleVector c4 = zero, c5 = zero, c6 = zero, c7 = zero;
        for (int i = 0; i < k; i++) {
            DoubleVector v = DoubleVector.fromArray(SPECIES, b, from + i * L);
            long q = i * pitch;
            c0 = DoubleVector.broadcast(SPECIES, a.get(ELEMENT, a0 + q)).fma(v, c0);
            c1 = DoubleVector.broadcast(SPECIES, a.get(ELEMENT, a1 + q)).fma(v, c1);
            c2 = DoubleVector.broadcast(SPECIES, a.get(ELEMENT, a2 + q)).fma(v, c2);
            c3 = DoubleVector.broadcast(SPECIES, a.get(ELEMENT, a3 + q)).fma(v, c3);
            c4 = DoubleVector.broadcast(SPECIES, a.get(ELEMENT, a4 + q)).fma(v, c4);
            c5 = DoubleVector.broadcast(SPECIES, a.get(ELEMENT, a5 + q)).fma(v, c5);
            c6 = DoubleVector.broadcast(SPECIES, a.get(ELEMENT, a6 + q)).fma(v, c6);
            c7 = DoubleVector.broadcast(SPECIES, a.get(ELEMENT, a7 + q)).fma(v, c7);
        }
        long row = to;
        c0.intoMemorySegment(c, row, ORDER);
        row += pitchC;
        c1.intoMemorySegment(c, row, ORDER);
        row += pitchC;
        c2.intoMemorySegment(c, row, ORDER);
        row += pitchC;
        c3.intoMemorySegment(c, row, ORDER);
        row += pitchC;
        c4.intoMemorySegment(c, row, ORDER);
        row += pitchC;
        c5.intoMemorySegment(c, row, ORDER);
        row += pitchC;
        c6.intoMemorySegment(c, row, ORDER);
        row += pitchC;
        c7.intoMemorySegment(c, row, ORDER);
    }
}
