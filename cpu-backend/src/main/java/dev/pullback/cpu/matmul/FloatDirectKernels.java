package dev.pullback.cpu.matmul;

import static dev.pullback.cpu.matmul.Kernels.PANEL;

import dev.pullback.cpu.memory.OffHeap;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Register kernels for the first rows that meet a strip of B: they read it where it lies, its elements side by side along n, and
 * leave it packed for the rows that follow, which costs less than a pass of its own. {@code C[r][j] = Σ_i a[panel + 8i + r] ·
 * B[i][j]} and {@code strip[at + i · w + j] = B[i][j]}, row {@code i} of B from byte {@code from + i · pitch} on, for {@code r < 6}
 * and {@code j < w}, with {@code w} two or four vectors: whole strips only, since whole vectors are read. Four rows have hardly any
 * that follow, and pack nothing. For the shape of the code see {@link FloatStripKernels}.
 */
final class FloatDirectKernels {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();
    private static final long WIDTH = SPECIES.vectorByteSize();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private FloatDirectKernels() {}

    static void multiply4(
            int k,
            float[] a,
            int panel,
            MemorySegment b,
            long from,
            long pitch,
            float[] strip,
            int at,
            MemorySegment c,
            long to,
            long pitchC) {
        b = OffHeap.known(b);
        c = OffHeap.known(c);
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector c00 = zero, c01 = zero, c02 = zero, c03 = zero;
        FloatVector c10 = zero, c11 = zero, c12 = zero, c13 = zero;
        FloatVector c20 = zero, c21 = zero, c22 = zero, c23 = zero;
        FloatVector c30 = zero, c31 = zero, c32 = zero, c33 = zero;
        FloatVector c40 = zero, c41 = zero, c42 = zero, c43 = zero;
        FloatVector c50 = zero, c51 = zero, c52 = zero, c53 = zero;
        for (int i = 0; i < k; i++) {
            long p = from + i * pitch;
            FloatVector b0 = FloatVector.fromMemorySegment(SPECIES, b, p, ORDER);
            FloatVector b1 = FloatVector.fromMemorySegment(SPECIES, b, p + WIDTH, ORDER);
            FloatVector b2 = FloatVector.fromMemorySegment(SPECIES, b, p + 2 * WIDTH, ORDER);
            FloatVector b3 = FloatVector.fromMemorySegment(SPECIES, b, p + 3 * WIDTH, ORDER);
            int q = panel + PANEL * i;
            FloatVector x = FloatVector.broadcast(SPECIES, a[q]);
            c00 = x.fma(b0, c00);
            c01 = x.fma(b1, c01);
            c02 = x.fma(b2, c02);
            c03 = x.fma(b3, c03);
            x = FloatVector.broadcast(SPECIES, a[q + 1]);
            c10 = x.fma(b0, c10);
            c11 = x.fma(b1, c11);
            c12 = x.fma(b2, c12);
            c13 = x.fma(b3, c13);
            x = FloatVector.broadcast(SPECIES, a[q + 2]);
            c20 = x.fma(b0, c20);
            c21 = x.fma(b1, c21);
            c22 = x.fma(b2, c22);
            c23 = x.fma(b3, c23);
            x = FloatVector.broadcast(SPECIES, a[q + 3]);
            c30 = x.fma(b0, c30);
            c31 = x.fma(b1, c31);
            c32 = x.fma(b2, c32);
            c33 = x.fma(b3, c33);
            x = FloatVector.broadcast(SPECIES, a[q + 4]);
            c40 = x.fma(b0, c40);
            c41 = x.fma(b1, c41);
            c42 = x.fma(b2, c42);
            c43 = x.fma(b3, c43);
            x = FloatVector.broadcast(SPECIES, a[q + 5]);
            c50 = x.fma(b0, c50);
            c51 = x.fma(b1, c51);
            c52 = x.fma(b2, c52);
            c53 = x.fma(b3, c53);
            int w = at + i * (4 * L);
            b0.intoArray(strip, w);
            b1.intoArray(strip, w + L);
            b2.intoArray(strip, w + 2 * L);
            b3.intoArray(strip, w + 3 * L);
        }
        c00.intoMemorySegment(c, to, ORDER);
        c01.intoMemorySegment(c, to + WIDTH, ORDER);
        c02.intoMemorySegment(c, to + 2 * WIDTH, ORDER);
        c03.intoMemorySegment(c, to + 3 * WIDTH, ORDER);
        long row = to + pitchC;
        c10.intoMemorySegment(c, row, ORDER);
        c11.intoMemorySegment(c, row + WIDTH, ORDER);
        c12.intoMemorySegment(c, row + 2 * WIDTH, ORDER);
        c13.intoMemorySegment(c, row + 3 * WIDTH, ORDER);
        row += pitchC;
        c20.intoMemorySegment(c, row, ORDER);
        c21.intoMemorySegment(c, row + WIDTH, ORDER);
        c22.intoMemorySegment(c, row + 2 * WIDTH, ORDER);
        c23.intoMemorySegment(c, row + 3 * WIDTH, ORDER);
        row += pitchC;
        c30.intoMemorySegment(c, row, ORDER);
        c31.intoMemorySegment(c, row + WIDTH, ORDER);
        c32.intoMemorySegment(c, row + 2 * WIDTH, ORDER);
        c33.intoMemorySegment(c, row + 3 * WIDTH, ORDER);
        row += pitchC;
        c40.intoMemorySegment(c, row, ORDER);
        c41.intoMemorySegment(c, row + WIDTH, ORDER);
        c42.intoMemorySegment(c, row + 2 * WIDTH, ORDER);
        c43.intoMemorySegment(c, row + 3 * WIDTH, ORDER);
        row += pitchC;
        c50.intoMemorySegment(c, row, ORDER);
        c51.intoMemorySegment(c, row + WIDTH, ORDER);
        c52.intoMemorySegment(c, row + 2 * WIDTH, ORDER);
        c53.intoMemorySegment(c, row + 3 * WIDTH, ORDER);
    }

    /** Four rows, a strip of four vectors. */
    static void fourRows(
            int k,
            float[] a,
            int panel,
            MemorySegment b,
            long from,
            long pitch,
            MemorySegment c,
            long to,
            long pitchC) {
        b = OffHeap.known(b);
        c = OffHeap.known(c);
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector c00 = zero, c01 = zero, c02 = zero, c03 = zero;
        FloatVector c10 = zero, c11 = zero, c12 = zero, c13 = zero;
        FloatVector c20 = zero, c21 = zero, c22 = zero, c23 = zero;
        FloatVector c30 = zero, c31 = zero, c32 = zero, c33 = zero;
        for (int i = 0; i < k; i++) {
            long p = from + i * pitch;
            FloatVector b0 = FloatVector.fromMemorySegment(SPECIES, b, p, ORDER);
            FloatVector b1 = FloatVector.fromMemorySegment(SPECIES, b, p + WIDTH, ORDER);
            FloatVector b2 = FloatVector.fromMemorySegment(SPECIES, b, p + 2 * WIDTH, ORDER);
            FloatVector b3 = FloatVector.fromMemorySegment(SPECIES, b, p + 3 * WIDTH, ORDER);
            int q = panel + PANEL * i;
            FloatVector x = FloatVector.broadcast(SPECIES, a[q]);
            c00 = x.fma(b0, c00);
            c01 = x.fma(b1, c01);
            c02 = x.fma(b2, c02);
            c03 = x.fma(b3, c03);
            x = FloatVector.broadcast(SPECIES, a[q + 1]);
            c10 = x.fma(b0, c10);
            c11 = x.fma(b1, c11);
            c12 = x.fma(b2, c12);
            c13 = x.fma(b3, c13);
            x = FloatVector.broadcast(SPECIES, a[q + 2]);
            c20 = x.fma(b0, c20);
            c21 = x.fma(b1, c21);
            c22 = x.fma(b2, c22);
            c23 = x.fma(b3, c23);
            x = FloatVector.broadcast(SPECIES, a[q + 3]);
            c30 = x.fma(b0, c30);
            c31 = x.fma(b1, c31);
            c32 = x.fma(b2, c32);
            c33 = x.fma(b3, c33);
        }
        c00.intoMemorySegment(c, to, ORDER);
        c01.intoMemorySegment(c, to + WIDTH, ORDER);
        c02.intoMemorySegment(c, to + 2 * WIDTH, ORDER);
        c03.intoMemorySegment(c, to + 3 * WIDTH, ORDER);
        long row = to + pitchC;
        c10.intoMemorySegment(c, row, ORDER);
        c11.intoMemorySegment(c, row + WIDTH, ORDER);
        c12.intoMemorySegment(c, row + 2 * WIDTH, ORDER);
        c13.intoMemorySegment(c, row + 3 * WIDTH, ORDER);
        row += pitchC;
        c20.intoMemorySegment(c, row, ORDER);
        c21.intoMemorySegment(c, row + WIDTH, ORDER);
        c22.intoMemorySegment(c, row + 2 * WIDTH, ORDER);
        c23.intoMemorySegment(c, row + 3 * WIDTH, ORDER);
        row += pitchC;
        c30.intoMemorySegment(c, row, ORDER);
        c31.intoMemorySegment(c, row + WIDTH, ORDER);
        c32.intoMemorySegment(c, row + 2 * WIDTH, ORDER);
        c33.intoMemorySegment(c, row + 3 * WIDTH, ORDER);
    }

    static void multiply2(
            int k,
            float[] a,
            int panel,
            MemorySegment b,
            long from,
            long pitch,
            float[] strip,
            int at,
            MemorySegment c,
            long to,
            long pitchC) {
        b = OffHeap.known(b);
        c = OffHeap.known(c);
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector c00 = zero, c01 = zero;
        FloatVector c10 = zero, c11 = zero;
        FloatVector c20 = zero, c21 = zero;
        FloatVector c30 = zero, c31 = zero;
        FloatVector c40 = zero, c41 = zero;
        FloatVector c50 = zero, c51 = zero;
        for (int i = 0; i < k; i++) {
            long p = from + i * pitch;
            FloatVector b0 = FloatVector.fromMemorySegment(SPECIES, b, p, ORDER);
            FloatVector b1 = FloatVector.fromMemorySegment(SPECIES, b, p + WIDTH, ORDER);
            int q = panel + PANEL * i;
            FloatVector x = FloatVector.broadcast(SPECIES, a[q]);
            c00 = x.fma(b0, c00);
            c01 = x.fma(b1, c01);
            x = FloatVector.broadcast(SPECIES, a[q + 1]);
            c10 = x.fma(b0, c10);
            c11 = x.fma(b1, c11);
            x = FloatVector.broadcast(SPECIES, a[q + 2]);
            c20 = x.fma(b0, c20);
            c21 = x.fma(b1, c21);
            x = FloatVector.broadcast(SPECIES, a[q + 3]);
            c30 = x.fma(b0, c30);
            c31 = x.fma(b1, c31);
            x = FloatVector.broadcast(SPECIES, a[q + 4]);
            c40 = x.fma(b0, c40);
            c41 = x.fma(b1, c41);
            x = FloatVector.broadcast(SPECIES, a[q + 5]);
            c50 = x.fma(b0, c50);
            c51 = x.fma(b1, c51);
            int w = at + i * (2 * L);
            b0.intoArray(strip, w);
            b1.intoArray(strip, w + L);
        }
        c00.intoMemorySegment(c, to, ORDER);
        c01.intoMemorySegment(c, to + WIDTH, ORDER);
        long row = to + pitchC;
        c10.intoMemorySegment(c, row, ORDER);
        c11.intoMemorySegment(c, row + WIDTH, ORDER);
        row += pitchC;
        c20.intoMemorySegment(c, row, ORDER);
        c21.intoMemorySegment(c, row + WIDTH, ORDER);
        row += pitchC;
        c30.intoMemorySegment(c, row, ORDER);
        c31.intoMemorySegment(c, row + WIDTH, ORDER);
        row += pitchC;
        c40.intoMemorySegment(c, row, ORDER);
        c41.intoMemorySegment(c, row + WIDTH, ORDER);
        row += pitchC;
        c50.intoMemorySegment(c, row, ORDER);
        c51.intoMemorySegment(c, row + WIDTH, ORDER);
    }
}
