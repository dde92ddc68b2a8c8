package dev.pullback.cpu.matmul;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Register kernels for six rows of A that lie in memory as they are, their elements side by side along k. Each computes
 * {@code sums[r][column .. column + w) = Σ_i A[r][i] · B[i][0 .. w)} over {@code i < k}, with {@code w} one, two or four vectors;
 * row {@code r} of A starts at byte {@code first + min(r, last) · pitch}, so rows past the last one repeat it and their sums mean
 * nothing.
 *
 * <p>Kept plain on purpose: all sums are local variables (24 of them fill the 32 registers of AVX-512 and NEON), one step of
 * k per turn (unrolled by hand, the compiler loads ahead and spills), no call it might not inline, and arrays for what is
 * written, since stores to a segment make it box the vectors.
 */
final class FloatRowKernels {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();

    private FloatRowKernels() {}

    static void multiply4(
            int k, MemorySegment a, long first, long pitch, int last, float[] b, int from, float[][] sums, int column) {
        long a0 = first;
        long a1 = first + Math.min(1, last) * pitch;
        long a2 = first + Math.min(2, last) * pitch;
        long a3 = first + Math.min(3, last) * pitch;
        long a4 = first + Math.min(4, last) * pitch;
        long a5 = first + Math.min(5, last) * pitch;
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector c00 = zero, c01 = zero, c02 = zero, c03 = zero;
        FloatVector c10 = zero, c11 = zero, c12 = zero, c13 = zero;
        FloatVector c20 = zero, c21 = zero, c22 = zero, c23 = zero;
        FloatVector c30 = zero, c31 = zero, c32 = zero, c33 = zero;
        FloatVector c40 = zero, c41 = zero, c42 = zero, c43 = zero;
        FloatVector c50 = zero, c51 = zero, c52 = zero, c53 = zero;
        for (int i = 0; i < k; i++) {
            int p = from + i * (4 * L);
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, p);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, p + L);
            FloatVector b2 = FloatVector.fromArray(SPECIES, b, p + 2 * L);
            FloatVector b3 = FloatVector.fromArray(SPECIES, b, p + 3 * L);
            long q = 4L * i;
            FloatVector x;
            x = broadcast(a, a0 + q);
            c00 = x.fma(b0, c00);
            c01 = x.fma(b1, c01);
            c02 = x.fma(b2, c02);
            c03 = x.fma(b3, c03);
            x = broadcast(a, a1 + q);
            c10 = x.fma(b0, c10);
            c11 = x.fma(b1, c11);
            c12 = x.fma(b2, c12);
            c13 = x.fma(b3, c13);
            x = broadcast(a, a2 + q);
            c20 = x.fma(b0, c20);
            c21 = x.fma(b1, c21);
            c22 = x.fma(b2, c22);
            c23 = x.fma(b3, c23);
            x = broadcast(a, a3 + q);
            c30 = x.fma(b0, c30);
            c31 = x.fma(b1, c31);
            c32 = x.fma(b2, c32);
            c33 = x.fma(b3, c33);
            x = broadcast(a, a4 + q);
            c40 = x.fma(b0, c40);
            c41 = x.fma(b1, c41);
            c42 = x.fma(b2, c42);
            c43 = x.fma(b3, c43);
            x = broadcast(a, a5 + q);
            c50 = x.fma(b0, c50);
            c51 = x.fma(b1, c51);
            c52 = x.fma(b2, c52);
            c53 = x.fma(b3, c53);
        }
        float[] row0 = sums[0];
        c00.intoArray(row0, column);
        c01.intoArray(row0, column + L);
        c02.intoArray(row0, column + 2 * L);
        c03.intoArray(row0, column + 3 * L);
        float[] row1 = sums[1];
        c10.intoArray(row1, column);
        c11.intoArray(row1, column + L);
        c12.intoArray(row1, column + 2 * L);
        c13.intoArray(row1, column + 3 * L);
        float[] row2 = sums[2];
        c20.intoArray(row2, column);
        c21.intoArray(row2, column + L);
        c22.intoArray(row2, column + 2 * L);
        c23.intoArray(row2, column + 3 * L);
        float[] row3 = sums[3];
        c30.intoArray(row3, column);
        c31.intoArray(row3, column + L);
        c32.intoArray(row3, column + 2 * L);
        c33.intoArray(row3, column + 3 * L);
        float[] row4 = sums[4];
        c40.intoArray(row4, column);
        c41.intoArray(row4, column + L);
        c42.intoArray(row4, column + 2 * L);
        c43.intoArray(row4, column + 3 * L);
        float[] row5 = sums[5];
        c50.intoArray(row5, column);
        c51.intoArray(row5, column + L);
        c52.intoArray(row5, column + 2 * L);
        c53.intoArray(row5, column + 3 * L);
    }

    static void multiply2(
            int k, MemorySegment a, long first, long pitch, int last, float[] b, int from, float[][] sums, int column) {
        long a0 = first;
        long a1 = first + Math.min(1, last) * pitch;
        long a2 = first + Math.min(2, last) * pitch;
        long a3 = first + Math.min(3, last) * pitch;
        long a4 = first + Math.min(4, last) * pitch;
        long a5 = first + Math.min(5, last) * pitch;
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector c00 = zero, c01 = zero;
        FloatVector c10 = zero, c11 = zero;
        FloatVector c20 = zero, c21 = zero;
        FloatVector c30 = zero, c31 = zero;
        FloatVector c40 = zero, c41 = zero;
        FloatVector c50 = zero, c51 = zero;
        for (int i = 0; i < k; i++) {
            int p = from + i * (2 * L);
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, p);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, p + L);
            long q = 4L * i;
            FloatVector x;
            x = broadcast(a, a0 + q);
            c00 = x.fma(b0, c00);
            c01 = x.fma(b1, c01);
            x = broadcast(a, a1 + q);
            c10 = x.fma(b0, c10);
            c11 = x.fma(b1, c11);
            x = broadcast(a, a2 + q);
            c20 = x.fma(b0, c20);
            c21 = x.fma(b1, c21);
            x = broadcast(a, a3 + q);
            c30 = x.fma(b0, c30);
            c31 = x.fma(b1, c31);
            x = broadcast(a, a4 + q);
            c40 = x.fma(b0, c40);
            c41 = x.fma(b1, c41);
            x = broadcast(a, a5 + q);
            c50 = x.fma(b0, c50);
            c51 = x.fma(b1, c51);
        }
        float[] row0 = sums[0];
        c00.intoArray(row0, column);
        c01.intoArray(row0, column + L);
        float[] row1 = sums[1];
        c10.intoArray(row1, column);
        c11.intoArray(row1, column + L);
        float[] row2 = sums[2];
        c20.intoArray(row2, column);
        c21.intoArray(row2, column + L);
        float[] row3 = sums[3];
        c30.intoArray(row3, column);
        c31.intoArray(row3, column + L);
        float[] row4 = sums[4];
        c40.intoArray(row4, column);
        c41.intoArray(row4, column + L);
        float[] row5 = sums[5];
        c50.intoArray(row5, column);
        c51.intoArray(row5, column + L);
    }

    static void multiply1(
            int k, MemorySegment a, long first, long pitch, int last, float[] b, int from, float[][] sums, int column) {
        long a0 = first;
        long a1 = first + Math.min(1, last) * pitch;
        long a2 = first + Math.min(2, last) * pitch;
        long a3 = first + Math.min(3, last) * pitch;
        long a4 = first + Math.min(4, last) * pitch;
        long a5 = first + Math.min(5, last) * pitch;
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector c00 = zero;
        FloatVector c10 = zero;
        FloatVector c20 = zero;
        FloatVector c30 = zero;
        FloatVector c40 = zero;
        FloatVector c50 = zero;
        for (int i = 0; i < k; i++) {
            int p = from + i * L;
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, p);
            long q = 4L * i;
            FloatVector x;
            x = broadcast(a, a0 + q);
            c00 = x.fma(b0, c00);
            x = broadcast(a, a1 + q);
            c10 = x.fma(b0, c10);
            x = broadcast(a, a2 + q);
            c20 = x.fma(b0, c20);
            x = broadcast(a, a3 + q);
            c30 = x.fma(b0, c30);
            x = broadcast(a, a4 + q);
            c40 = x.fma(b0, c40);
            x = broadcast(a, a5 + q);
            c50 = x.fma(b0, c50);
        }
        float[] row0 = sums[0];
        c00.intoArray(row0, column);
        float[] row1 = sums[1];
        c10.intoArray(row1, column);
        float[] row2 = sums[2];
        c20.intoArray(row2, column);
        float[] row3 = sums[3];
        c30.intoArray(row3, column);
        float[] row4 = sums[4];
        c40.intoArray(row4, column);
        float[] row5 = sums[5];
        c50.intoArray(row5, column);
    }

    private static FloatVector broadcast(MemorySegment a, long offset) {
        return FloatVector.broadcast(SPECIES, a.get(ValueLayout.JAVA_FLOAT_UNALIGNED, offset));
    }
}
