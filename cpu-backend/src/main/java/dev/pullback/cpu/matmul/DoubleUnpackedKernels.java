package dev.pullback.cpu.matmul;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Register kernels that read A where it lies, for products in which too few strips meet a panel to pay for packing it: {@code
 * tile[to + r · width + j] = Σ_i A[r][i] · B[i][j]} for {@code r < 6} and {@code j < w}, with {@code w} two or four vectors. The
 * element {@code A[r][i]} is at byte {@code first + r · row + i · step}; rows past {@code last} repeat it. For the shape of the code
 * see {@link DoubleStripKernels}.
 */
final class DoubleUnpackedKernels {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();
    private static final long WIDTH = SPECIES.vectorByteSize();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private DoubleUnpackedKernels() {}

    static void multiply4(
            int k,
            MemorySegment a,
            long first,
            long row,
            long step,
            int last,
            double[] b,
            int from,
            double[] tile,
            int to,
            int width) {
        long a1 = first + Math.min(1, last) * row;
        long a2 = first + Math.min(2, last) * row;
        long a3 = first + Math.min(3, last) * row;
        long a4 = first + Math.min(4, last) * row;
        long a5 = first + Math.min(5, last) * row;
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
            long q = i * step;
            DoubleVector x = broadcast(a, first + q);
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
        c00.intoArray(tile, to);
        c01.intoArray(tile, to + L);
        c02.intoArray(tile, to + 2 * L);
        c03.intoArray(tile, to + 3 * L);
        int at = to + width;
        c10.intoArray(tile, at);
        c11.intoArray(tile, at + L);
        c12.intoArray(tile, at + 2 * L);
        c13.intoArray(tile, at + 3 * L);
        at += width;
        c20.intoArray(tile, at);
        c21.intoArray(tile, at + L);
        c22.intoArray(tile, at + 2 * L);
        c23.intoArray(tile, at + 3 * L);
        at += width;
        c30.intoArray(tile, at);
        c31.intoArray(tile, at + L);
        c32.intoArray(tile, at + 2 * L);
        c33.intoArray(tile, at + 3 * L);
        at += width;
        c40.intoArray(tile, at);
        c41.intoArray(tile, at + L);
        c42.intoArray(tile, at + 2 * L);
        c43.intoArray(tile, at + 3 * L);
        at += width;
        c50.intoArray(tile, at);
        c51.intoArray(tile, at + L);
        c52.intoArray(tile, at + 2 * L);
        c53.intoArray(tile, at + 3 * L);
    }

    static void multiply2(
            int k,
            MemorySegment a,
            long first,
            long row,
            long step,
            int last,
            double[] b,
            int from,
            double[] tile,
            int to,
            int width) {
        long a1 = first + Math.min(1, last) * row;
        long a2 = first + Math.min(2, last) * row;
        long a3 = first + Math.min(3, last) * row;
        long a4 = first + Math.min(4, last) * row;
        long a5 = first + Math.min(5, last) * row;
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
            long q = i * step;
            DoubleVector x = broadcast(a, first + q);
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
        c00.intoArray(tile, to);
        c01.intoArray(tile, to + L);
        int at = to + width;
        c10.intoArray(tile, at);
        c11.intoArray(tile, at + L);
        at += width;
        c20.intoArray(tile, at);
        c21.intoArray(tile, at + L);
        at += width;
        c30.intoArray(tile, at);
        c31.intoArray(tile, at + L);
        at += width;
        c40.intoArray(tile, at);
        c41.intoArray(tile, at + L);
        at += width;
        c50.intoArray(tile, at);
        c51.intoArray(tile, at + L);
    }

    static void multiplyDirect4(
            int k,
            MemorySegment a,
            long first,
            long row,
            long step,
            int last,
            MemorySegment b,
            long from,
            long pitch,
            double[] tile,
            int to,
            int width) {
        long a1 = first + Math.min(1, last) * row;
        long a2 = first + Math.min(2, last) * row;
        long a3 = first + Math.min(3, last) * row;
        long a4 = first + Math.min(4, last) * row;
        long a5 = first + Math.min(5, last) * row;
        DoubleVector zero = DoubleVector.zero(SPECIES);
        DoubleVector c00 = zero, c01 = zero, c02 = zero, c03 = zero;
        DoubleVector c10 = zero, c11 = zero, c12 = zero, c13 = zero;
        DoubleVector c20 = zero, c21 = zero, c22 = zero, c23 = zero;
        DoubleVector c30 = zero, c31 = zero, c32 = zero, c33 = zero;
        DoubleVector c40 = zero, c41 = zero, c42 = zero, c43 = zero;
        DoubleVector c50 = zero, c51 = zero, c52 = zero, c53 = zero;
        for (int i = 0; i < k; i++) {
            long p = from + i * pitch;
            DoubleVector b0 = load(b, p);
            DoubleVector b1 = load(b, p + WIDTH);
            DoubleVector b2 = load(b, p + 2 * WIDTH);
            DoubleVector b3 = load(b, p + 3 * WIDTH);
            long q = i * step;
            DoubleVector x = broadcast(a, first + q);
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
        c00.intoArray(tile, to);
        c01.intoArray(tile, to + L);
        c02.intoArray(tile, to + 2 * L);
        c03.intoArray(tile, to + 3 * L);
        int at = to + width;
        c10.intoArray(tile, at);
        c11.intoArray(tile, at + L);
        c12.intoArray(tile, at + 2 * L);
        c13.intoArray(tile, at + 3 * L);
        at += width;
        c20.intoArray(tile, at);
        c21.intoArray(tile, at + L);
        c22.intoArray(tile, at + 2 * L);
        c23.intoArray(tile, at + 3 * L);
        at += width;
        c30.intoArray(tile, at);
        c31.intoArray(tile, at + L);
        c32.intoArray(tile, at + 2 * L);
        c33.intoArray(tile, at + 3 * L);
        at += width;
        c40.intoArray(tile, at);
        c41.intoArray(tile, at + L);
        c42.intoArray(tile, at + 2 * L);
        c43.intoArray(tile, at + 3 * L);
        at += width;
        c50.intoArray(tile, at);
        c51.intoArray(tile, at + L);
        c52.intoArray(tile, at + 2 * L);
        c53.intoArray(tile, at + 3 * L);
    }

    static void multiplyDirect2(
            int k,
            MemorySegment a,
            long first,
            long row,
            long step,
            int last,
            MemorySegment b,
            long from,
            long pitch,
            double[] tile,
            int to,
            int width) {
        long a1 = first + Math.min(1, last) * row;
        long a2 = first + Math.min(2, last) * row;
        long a3 = first + Math.min(3, last) * row;
        long a4 = first + Math.min(4, last) * row;
        long a5 = first + Math.min(5, last) * row;
        DoubleVector zero = DoubleVector.zero(SPECIES);
        DoubleVector c00 = zero, c01 = zero;
        DoubleVector c10 = zero, c11 = zero;
        DoubleVector c20 = zero, c21 = zero;
        DoubleVector c30 = zero, c31 = zero;
        DoubleVector c40 = zero, c41 = zero;
        DoubleVector c50 = zero, c51 = zero;
        for (int i = 0; i < k; i++) {
            long p = from + i * pitch;
            DoubleVector b0 = load(b, p);
            DoubleVector b1 = load(b, p + WIDTH);
            long q = i * step;
            DoubleVector x = broadcast(a, first + q);
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
        c00.intoArray(tile, to);
        c01.intoArray(tile, to + L);
        int at = to + width;
        c10.intoArray(tile, at);
        c11.intoArray(tile, at + L);
        at += width;
        c20.intoArray(tile, at);
        c21.intoArray(tile, at + L);
        at += width;
        c30.intoArray(tile, at);
        c31.intoArray(tile, at + L);
        at += width;
        c40.intoArray(tile, at);
        c41.intoArray(tile, at + L);
        at += width;
        c50.intoArray(tile, at);
        c51.intoArray(tile, at + L);
    }

    private static DoubleVector load(MemorySegment b, long offset) {
        return DoubleVector.fromMemorySegment(SPECIES, b, offset, ORDER);
    }

    private static DoubleVector broadcast(MemorySegment a, long offset) {
        return DoubleVector.broadcast(SPECIES, a.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, offset));
    }
}
