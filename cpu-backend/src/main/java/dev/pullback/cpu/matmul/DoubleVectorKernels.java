package dev.pullback.cpu.matmul;

import dev.pullback.cpu.memory.OffHeap;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** Kernels for products with a vector, which read the matrix where it lies. */
final class DoubleVectorKernels {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();
    private static final long BYTES = Double.BYTES;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final ValueLayout.OfDouble ELEMENT = ValueLayout.JAVA_DOUBLE_UNALIGNED;

    private DoubleVectorKernels() {}

    static void dots(MemorySegment a, long offset, long pitch, int last, double[] x, int k, double[] sums, int at) {
        a = OffHeap.known(a);
        long a1 = offset + Math.min(1, last) * pitch;
        long a2 = offset + Math.min(2, last) * pitch;
        long a3 = offset + Math.min(3, last) * pitch;
        DoubleVector s0 = DoubleVector.zero(SPECIES), s1 = s0, s2 = s0, s3 = s0;
        int i = 0;
        for (int end = SPECIES.loopBound(k); i < end; i += L) {
            DoubleVector v = DoubleVector.fromArray(SPECIES, x, i);
            long q = BYTES * i;
            s0 = v.fma(DoubleVector.fromMemorySegment(SPECIES, a, offset + q, ORDER), s0);
            s1 = v.fma(DoubleVector.fromMemorySegment(SPECIES, a, a1 + q, ORDER), s1);
            s2 = v.fma(DoubleVector.fromMemorySegment(SPECIES, a, a2 + q, ORDER), s2);
            s3 = v.fma(DoubleVector.fromMemorySegment(SPECIES, a, a3 + q, ORDER), s3);
        }
        s0.intoArray(x, k);
        s1.intoArray(x, k + L);
        s2.intoArray(x, k + 2 * L);
        s3.intoArray(x, k + 3 * L);
        double t0 = fold(x, k);
        double t1 = fold(x, k + L);
        double t2 = fold(x, k + 2 * L);
        double t3 = fold(x, k + 3 * L);
        for (; i < k; i++) {
            long q = BYTES * i;
            t0 = Math.fma(x[i], a.get(ELEMENT, offset + q), t0);
            t1 = Math.fma(x[i], a.get(ELEMENT, a1 + q), t1);
            t2 = Math.fma(x[i], a.get(ELEMENT, a2 + q), t2);
            t3 = Math.fma(x[i], a.get(ELEMENT, a3 + q), t3);
        }
        sums[at] = t0;
        sums[at + 1] = t1;
        sums[at + 2] = t2;
        sums[at + 3] = t3;
    }

    /** Adds up a vector's lanes, halves first. The API's own reduction leaves the order, so the bits, open. */
    private static double fold(double[] lanes, int from) {
        for (int half = L / 2; half > 0; half /= 2) {
            for (int i = from; i < from + half; i++) {
                lanes[i] += lanes[i + half];
            }
        }
        return lanes[from];
    }

    static void combine(
            MemorySegment b, long offset, long pitch, int rows, double[] x, int at, double[] sums, int columns) {
        if (rows == 4) {
            combineFour(b, offset, pitch, x, at, sums, columns);
            return;
        }
        for (int r = 0; r < rows; r++) {
            combineOne(b, offset + r * pitch, x[at + r], sums, columns);
        }
    }

    private static void combineFour(
            MemorySegment b, long offset, long pitch, double[] x, int at, double[] sums, int columns) {
        b = OffHeap.known(b);
        long b1 = offset + pitch;
        long b2 = b1 + pitch;
        long b3 = b2 + pitch;
        double x0 = x[at];
        double x1 = x[at + 1];
        double x2 = x[at + 2];
        double x3 = x[at + 3];
        int j = 0;
        for (int end = SPECIES.loopBound(columns); j < end; j += L) {
            long q = BYTES * j;
            DoubleVector sum = DoubleVector.fromArray(SPECIES, sums, j);
            sum = DoubleVector.fromMemorySegment(SPECIES, b, offset + q, ORDER)
                    .fma(DoubleVector.broadcast(SPECIES, x0), sum);
            sum = DoubleVector.fromMemorySegment(SPECIES, b, b1 + q, ORDER)
                    .fma(DoubleVector.broadcast(SPECIES, x1), sum);
            sum = DoubleVector.fromMemorySegment(SPECIES, b, b2 + q, ORDER)
                    .fma(DoubleVector.broadcast(SPECIES, x2), sum);
            sum = DoubleVector.fromMemorySegment(SPECIES, b, b3 + q, ORDER)
                    .fma(DoubleVector.broadcast(SPECIES, x3), sum);
            sum.intoArray(sums, j);
        }
        for (; j < columns; j++) {
            long q = BYTES * j;
            double sum = Math.fma(x0, b.get(ELEMENT, offset + q), sums[j]);
            sum = Math.fma(x1, b.get(ELEMENT, b1 + q), sum);
            sum = Math.fma(x2, b.get(ELEMENT, b2 + q), sum);
            sums[j] = Math.fma(x3, b.get(ELEMENT, b3 + q), sum);
        }
    }

    private static void combineOne(MemorySegment b, long offset, double x, double[] sums, int columns) {
        b = OffHeap.known(b);
        int j = 0;
        for (int end = SPECIES.loopBound(columns); j < end; j += L) {
            DoubleVector.fromMemorySegment(SPECIES, b, offset + BYTES * j, ORDER)
                    .fma(DoubleVector.broadcast(SPECIES, x), DoubleVector.fromArray(SPECIES, sums, j))
                    .intoArray(sums, j);
        }
        for (; j < columns; j++) {
            sums[j] = Math.fma(x, b.get(ELEMENT, offset + BYTES * j), sums[j]);
        }
    }
}
