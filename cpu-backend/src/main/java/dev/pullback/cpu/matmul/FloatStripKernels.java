package dev.pullback.cpu.matmul;

import static dev.pullback.cpu.matmul.Kernels.PANEL;

import dev.pullback.cpu.memory.OffHeap;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Register kernels for six rows of A in a packed panel and one packed strip of B: {@code C[r][j] = Σ_i a[panel +
 * 8i + r] · b[from + i · w + j]} over {@code i < k}, for {@code r < 6} and {@code j < w}, with {@code w} one to four vectors.
 *
 * <p>Kept plain on purpose: all sums are local variables (24 of them fill the 32 registers of AVX-512 and NEON), one step of
 * k per turn (unrolled by hand, the compiler loads ahead and spills), no call it might not inline. C has its
 * row {@code r} from byte {@code to + r · pitchC} on: memory whose vectors begin at cache lines, which those of an array never do, and
 * which the compiler must know to be off the heap, or it boxes the sums.
 */
final class FloatStripKernels {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();
    private static final long WIDTH = SPECIES.vectorByteSize();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private FloatStripKernels() {}

    static void multiply4(int k, float[] a, int panel, float[] b, int from, MemorySegment c, long to, long pitchC) {
        c = OffHeap.known(c);
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
    static void fourRows(int k, float[] a, int panel, float[] b, int from, MemorySegment c, long to, long pitchC) {
        c = OffHeap.known(c);
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector c00 = zero, c01 = zero, c02 = zero, c03 = zero;
        FloatVector c10 = zero, c11 = zero, c12 = zero, c13 = zero;
        FloatVector c20 = zero, c21 = zero, c22 = zero, c23 = zero;
        FloatVector c30 = zero, c31 = zero, c32 = zero, c33 = zero;
        for (int i = 0; i < k; i++) {
            int p = from + i * (4 * L);
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, p);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, p + L);
            FloatVector b2 = FloatVector.fromArray(SPECIES, b, p + 2 * L);
            FloatVector b3 = FloatVector.fromArray(SPECIES, b, p + 3 * L);
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

    static void multiply3(int k, float[] a, int panel, float[] b, int from, MemorySegment c, long to, long pitchC) {
        c = OffHeap.known(c);
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector c00 = zero, c01 = zero, c02 = zero;
        FloatVector c10 = zero, c11 = zero, c12 = zero;
        FloatVector c20 = zero, c21 = zero, c22 = zero;
        FloatVector c30 = zero, c31 = zero, c32 = zero;
        FloatVector c40 = zero, c41 = zero, c42 = zero;
        FloatVector c50 = zero, c51 = zero, c52 = zero;
        for (int i = 0; i < k; i++) {
            int p = from + i * (3 * L);
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, p);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, p + L);
            FloatVector b2 = FloatVector.fromArray(SPECIES, b, p + 2 * L);
            int q = panel + PANEL * i;
            FloatVector x = FloatVector.broadcast(SPECIES, a[q]);
            c00 = x.fma(b0, c00);
            c01 = x.fma(b1, c01);
            c02 = x.fma(b2, c02);
            x = FloatVector.broadcast(SPECIES, a[q + 1]);
            c10 = x.fma(b0, c10);
            c11 = x.fma(b1, c11);
            c12 = x.fma(b2, c12);
            x = FloatVector.broadcast(SPECIES, a[q + 2]);
            c20 = x.fma(b0, c20);
            c21 = x.fma(b1, c21);
            c22 = x.fma(b2, c22);
            x = FloatVector.broadcast(SPECIES, a[q + 3]);
            c30 = x.fma(b0, c30);
            c31 = x.fma(b1, c31);
            c32 = x.fma(b2, c32);
            x = FloatVector.broadcast(SPECIES, a[q + 4]);
            c40 = x.fma(b0, c40);
            c41 = x.fma(b1, c41);
            c42 = x.fma(b2, c42);
            x = FloatVector.broadcast(SPECIES, a[q + 5]);
            c50 = x.fma(b0, c50);
            c51 = x.fma(b1, c51);
            c52 = x.fma(b2, c52);
        }
        c00.intoMemorySegment(c, to, ORDER);
        c01.intoMemorySegment(c, to + WIDTH, ORDER);
        c02.intoMemorySegment(c, to + 2 * WIDTH, ORDER);
        long row = to + pitchC;
        c10.intoMemorySegment(c, row, ORDER);
        c11.intoMemorySegment(c, row + WIDTH, ORDER);
        c12.intoMemorySegment(c, row + 2 * WIDTH, ORDER);
        row += pitchC;
        c20.intoMemorySegment(c, row, ORDER);
        c21.intoMemorySegment(c, row + WIDTH, ORDER);
        c22.intoMemorySegment(c, row + 2 * WIDTH, ORDER);
        row += pitchC;
        c30.intoMemorySegment(c, row, ORDER);
        c31.intoMemorySegment(c, row + WIDTH, ORDER);
        c32.intoMemorySegment(c, row + 2 * WIDTH, ORDER);
        row += pitchC;
        c40.intoMemorySegment(c, row, ORDER);
        c41.intoMemorySegment(c, row + WIDTH, ORDER);
        c42.intoMemorySegment(c, row + 2 * WIDTH, ORDER);
        row += pitchC;
        c50.intoMemorySegment(c, row, ORDER);
        c51.intoMemorySegment(c, row + WIDTH, ORDER);
        c52.intoMemorySegment(c, row + 2 * WIDTH, ORDER);
    }

    static void multiply2(int k, float[] a, int panel, float[] b, int from, MemorySegment c, long to, long pitchC) {
        c = OffHeap.known(c);
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

    static void multiply1(int k, float[] a, int panel, float[] b, int from, MemorySegment c, long to, long pitchC) {
        c = OffHeap.known(c);
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
            int q = panel + PANEL * i;
            FloatVector x = FloatVector.broadcast(SPECIES, a[q]);
            c00 = x.fma(b0, c00);
            x = FloatVector.broadcast(SPECIES, a[q + 1]);
            c10 = x.fma(b0, c10);
            x = FloatVector.broadcast(SPECIES, a[q + 2]);
            c20 = x.fma(b0, c20);
            x = FloatVector.broadcast(SPECIES, a[q + 3]);
            c30 = x.fma(b0, c30);
            x = FloatVector.broadcast(SPECIES, a[q + 4]);
            c40 = x.fma(b0, c40);
            x = FloatVector.broadcast(SPECIES, a[q + 5]);
            c50 = x.fma(b0, c50);
        }
        c00.intoMemorySegment(c, to, ORDER);
        long row = to + pitchC;
        c10.intoMemorySegment(c, row, ORDER);
        row += pitchC;
        c20.intoMemorySegment(c, row, ORDER);
        row += pitchC;
        c30.intoMemorySegment(c, row, ORDER);
        row += pitchC;
        c40.intoMemorySegment(c, row, ORDER);
        row += pitchC;
        c50.intoMemorySegment(c, row, ORDER);
    }
}
