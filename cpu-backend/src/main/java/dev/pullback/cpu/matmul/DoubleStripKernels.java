package dev.pullback.cpu.matmul;

import static dev.pullback.cpu.matmul.Kernels.PANEL;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Register kernels for six rows of A in a packed panel and one packed strip of B: {@code tile[to + r · width + j] = Σ_i a[panel +
 * 8i + r] · b[from + i · w + j]} over {@code i < k}, for {@code r < 6} and {@code j < w}, with {@code w} one to four vectors.
 *
 * <p>Kept plain on purpose: all sums are local variables (24 of them fill the 32 registers of AVX-512 and NEON), one step of
 * k per turn (unrolled by hand, the compiler loads ahead and spills), no call it might not inline, and arrays for what is
 * written, since stores to a segment make it box the vectors.
 */
final class DoubleStripKernels {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();

    private DoubleStripKernels() {}

    static void multiply4(int k, double[] a, int panel, double[] b, int from, double[] tile, int to, int width) {
        DoubleVector zero = DoubleVector.zero(SPECIES);
        DoubleVector c00 = zero, c01 = zero, c02 = zero, c03 = zero;
        DoubleVector c10 = zero, c11 = zero, c12 = zero, c13 = zero;
        DoubleVector c20 = zero, c21 = zero, c22 = zero, c23 = zero;
        DoubleVector c30 = zero, c31 = zero, c32 = zero, c33 = zero;
        DoubleVector c40 = zero, c41 = zero, c42 = zero, c43 = zero;
        DoubleVector c50 = zero, c51 = zero, c52 = zero, c53 = zero;
        for (int i = 0; i < k; i++) {
            int p = from + i * (4 * L);
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, p);
            DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, p + L);
            DoubleVector b2 = DoubleVector.fromArray(SPECIES, b, p + 2 * L);
            DoubleVector b3 = DoubleVector.fromArray(SPECIES, b, p + 3 * L);
            int q = panel + PANEL * i;
            DoubleVector x = DoubleVector.broadcast(SPECIES, a[q]);
            c00 = x.fma(b0, c00);
            c01 = x.fma(b1, c01);
            c02 = x.fma(b2, c02);
            c03 = x.fma(b3, c03);
            x = DoubleVector.broadcast(SPECIES, a[q + 1]);
            c10 = x.fma(b0, c10);
            c11 = x.fma(b1, c11);
            c12 = x.fma(b2, c12);
            c13 = x.fma(b3, c13);
            x = DoubleVector.broadcast(SPECIES, a[q + 2]);
            c20 = x.fma(b0, c20);
            c21 = x.fma(b1, c21);
            c22 = x.fma(b2, c22);
            c23 = x.fma(b3, c23);
            x = DoubleVector.broadcast(SPECIES, a[q + 3]);
            c30 = x.fma(b0, c30);
            c31 = x.fma(b1, c31);
            c32 = x.fma(b2, c32);
            c33 = x.fma(b3, c33);
            x = DoubleVector.broadcast(SPECIES, a[q + 4]);
            c40 = x.fma(b0, c40);
            c41 = x.fma(b1, c41);
            c42 = x.fma(b2, c42);
            c43 = x.fma(b3, c43);
            x = DoubleVector.broadcast(SPECIES, a[q + 5]);
            c50 = x.fma(b0, c50);
            c51 = x.fma(b1, c51);
            c52 = x.fma(b2, c52);
            c53 = x.fma(b3, c53);
        }
        c00.intoArray(tile, to);
        c01.intoArray(tile, to + L);
        c02.intoArray(tile, to + 2 * L);
        c03.intoArray(tile, to + 3 * L);
        int row = to + width;
        c10.intoArray(tile, row);
        c11.intoArray(tile, row + L);
        c12.intoArray(tile, row + 2 * L);
        c13.intoArray(tile, row + 3 * L);
        row += width;
        c20.intoArray(tile, row);
        c21.intoArray(tile, row + L);
        c22.intoArray(tile, row + 2 * L);
        c23.intoArray(tile, row + 3 * L);
        row += width;
        c30.intoArray(tile, row);
        c31.intoArray(tile, row + L);
        c32.intoArray(tile, row + 2 * L);
        c33.intoArray(tile, row + 3 * L);
        row += width;
        c40.intoArray(tile, row);
        c41.intoArray(tile, row + L);
        c42.intoArray(tile, row + 2 * L);
        c43.intoArray(tile, row + 3 * L);
        row += width;
        c50.intoArray(tile, row);
        c51.intoArray(tile, row + L);
        c52.intoArray(tile, row + 2 * L);
        c53.intoArray(tile, row + 3 * L);
    }

    static void multiply3(int k, double[] a, int panel, double[] b, int from, double[] tile, int to, int width) {
        DoubleVector zero = DoubleVector.zero(SPECIES);
        DoubleVector c00 = zero, c01 = zero, c02 = zero;
        DoubleVector c10 = zero, c11 = zero, c12 = zero;
        DoubleVector c20 = zero, c21 = zero, c22 = zero;
        DoubleVector c30 = zero, c31 = zero, c32 = zero;
        DoubleVector c40 = zero, c41 = zero, c42 = zero;
        DoubleVector c50 = zero, c51 = zero, c52 = zero;
        for (int i = 0; i < k; i++) {
            int p = from + i * (3 * L);
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, p);
            DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, p + L);
            DoubleVector b2 = DoubleVector.fromArray(SPECIES, b, p + 2 * L);
            int q = panel + PANEL * i;
            DoubleVector x = DoubleVector.broadcast(SPECIES, a[q]);
            c00 = x.fma(b0, c00);
            c01 = x.fma(b1, c01);
            c02 = x.fma(b2, c02);
            x = DoubleVector.broadcast(SPECIES, a[q + 1]);
            c10 = x.fma(b0, c10);
            c11 = x.fma(b1, c11);
            c12 = x.fma(b2, c12);
            x = DoubleVector.broadcast(SPECIES, a[q + 2]);
            c20 = x.fma(b0, c20);
            c21 = x.fma(b1, c21);
            c22 = x.fma(b2, c22);
            x = DoubleVector.broadcast(SPECIES, a[q + 3]);
            c30 = x.fma(b0, c30);
            c31 = x.fma(b1, c31);
            c32 = x.fma(b2, c32);
            x = DoubleVector.broadcast(SPECIES, a[q + 4]);
            c40 = x.fma(b0, c40);
            c41 = x.fma(b1, c41);
            c42 = x.fma(b2, c42);
            x = DoubleVector.broadcast(SPECIES, a[q + 5]);
            c50 = x.fma(b0, c50);
            c51 = x.fma(b1, c51);
            c52 = x.fma(b2, c52);
        }
        c00.intoArray(tile, to);
        c01.intoArray(tile, to + L);
        c02.intoArray(tile, to + 2 * L);
        int row = to + width;
        c10.intoArray(tile, row);
        c11.intoArray(tile, row + L);
        c12.intoArray(tile, row + 2 * L);
        row += width;
        c20.intoArray(tile, row);
        c21.intoArray(tile, row + L);
        c22.intoArray(tile, row + 2 * L);
        row += width;
        c30.intoArray(tile, row);
        c31.intoArray(tile, row + L);
        c32.intoArray(tile, row + 2 * L);
        row += width;
        c40.intoArray(tile, row);
        c41.intoArray(tile, row + L);
        c42.intoArray(tile, row + 2 * L);
        row += width;
        c50.intoArray(tile, row);
        c51.intoArray(tile, row + L);
        c52.intoArray(tile, row + 2 * L);
    }

    static void multiply2(int k, double[] a, int panel, double[] b, int from, double[] tile, int to, int width) {
        DoubleVector zero = DoubleVector.zero(SPECIES);
        DoubleVector c00 = zero, c01 = zero;
        DoubleVector c10 = zero, c11 = zero;
        DoubleVector c20 = zero, c21 = zero;
        DoubleVector c30 = zero, c31 = zero;
        DoubleVector c40 = zero, c41 = zero;
        DoubleVector c50 = zero, c51 = zero;
        for (int i = 0; i < k; i++) {
            int p = from + i * (2 * L);
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, p);
            DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, p + L);
            int q = panel + PANEL * i;
            DoubleVector x = DoubleVector.broadcast(SPECIES, a[q]);
            c00 = x.fma(b0, c00);
            c01 = x.fma(b1, c01);
            x = DoubleVector.broadcast(SPECIES, a[q + 1]);
            c10 = x.fma(b0, c10);
            c11 = x.fma(b1, c11);
            x = DoubleVector.broadcast(SPECIES, a[q + 2]);
            c20 = x.fma(b0, c20);
            c21 = x.fma(b1, c21);
            x = DoubleVector.broadcast(SPECIES, a[q + 3]);
            c30 = x.fma(b0, c30);
            c31 = x.fma(b1, c31);
            x = DoubleVector.broadcast(SPECIES, a[q + 4]);
            c40 = x.fma(b0, c40);
            c41 = x.fma(b1, c41);
            x = DoubleVector.broadcast(SPECIES, a[q + 5]);
            c50 = x.fma(b0, c50);
            c51 = x.fma(b1, c51);
        }
        c00.intoArray(tile, to);
        c01.intoArray(tile, to + L);
        int row = to + width;
        c10.intoArray(tile, row);
        c11.intoArray(tile, row + L);
        row += width;
        c20.intoArray(tile, row);
        c21.intoArray(tile, row + L);
        row += width;
        c30.intoArray(tile, row);
        c31.intoArray(tile, row + L);
        row += width;
        c40.intoArray(tile, row);
        c41.intoArray(tile, row + L);
        row += width;
        c50.intoArray(tile, row);
        c51.intoArray(tile, row + L);
    }

    static void multiply1(int k, double[] a, int panel, double[] b, int from, double[] tile, int to, int width) {
        DoubleVector zero = DoubleVector.zero(SPECIES);
        DoubleVector c00 = zero;
        DoubleVector c10 = zero;
        DoubleVector c20 = zero;
        DoubleVector c30 = zero;
        DoubleVector c40 = zero;
        DoubleVector c50 = zero;
        for (int i = 0; i < k; i++) {
            int p = from + i * L;
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, p);
            int q = panel + PANEL * i;
            DoubleVector x = DoubleVector.broadcast(SPECIES, a[q]);
            c00 = x.fma(b0, c00);
            x = DoubleVector.broadcast(SPECIES, a[q + 1]);
            c10 = x.fma(b0, c10);
            x = DoubleVector.broadcast(SPECIES, a[q + 2]);
            c20 = x.fma(b0, c20);
            x = DoubleVector.broadcast(SPECIES, a[q + 3]);
            c30 = x.fma(b0, c30);
            x = DoubleVector.broadcast(SPECIES, a[q + 4]);
            c40 = x.fma(b0, c40);
            x = DoubleVector.broadcast(SPECIES, a[q + 5]);
            c50 = x.fma(b0, c50);
        }
        c00.intoArray(tile, to);
        int row = to + width;
        c10.intoArray(tile, row);
        row += width;
        c20.intoArray(tile, row);
        row += width;
        c30.intoArray(tile, row);
        row += width;
        c40.intoArray(tile, row);
        row += width;
        c50.intoArray(tile, row);
    }
}
