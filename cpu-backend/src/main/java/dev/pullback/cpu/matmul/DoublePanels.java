package dev.pullback.cpu.matmul;

import static dev.pullback.cpu.matmul.Kernels.PANEL;
import static dev.pullback.cpu.matmul.Kernels.ROWS;

import dev.pullback.cpu.memory.OffHeap;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Brings six rows of A into the order in which the register kernels read them: {@code panel[to + 8i + r] = A[r][i]}. Rows
 * that do not exist hold something; nobody uses the sums made of them.
 */
final class DoublePanels {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();
    private static final long BYTES = Double.BYTES;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final ValueLayout.OfDouble ELEMENT = ValueLayout.JAVA_DOUBLE_UNALIGNED;

    /** No wider than a panel, so that what is stored does not overlap. */
    private static final VectorSpecies<Double> HALF =
            L <= PANEL ? SPECIES : VectorSpecies.of(double.class, VectorShape.forBitSize(PANEL * Float.SIZE));

    /** Panels filled at a time, since they share cache lines of A. */
    private static final int TOGETHER = 4;

    private static final int HALF_LENGTH = HALF.length();

    private static final LongVector LOWER = LongVector.fromArray(LongVector.SPECIES_PREFERRED, DoublePacking.zip(0), 0);
    private static final LongVector UPPER =
            LongVector.fromArray(LongVector.SPECIES_PREFERRED, DoublePacking.zip(L / 2), 0);

    private DoublePanels() {}

    /**
     * A stored {@code [m][k]}. Zipping row r with row r + 4 for every r of eight rotates the bits of an element's position (row,
     * column) by one; after three times columns stand before rows.
     */
    static void rows(MemorySegment a, long first, long pitch, int rows, int k, double[] panel, int to) {
        a = OffHeap.known(a);
        long a1 = first + Math.min(1, rows - 1) * pitch;
        long a2 = first + Math.min(2, rows - 1) * pitch;
        long a3 = first + Math.min(3, rows - 1) * pitch;
        long a4 = first + Math.min(4, rows - 1) * pitch;
        long a5 = first + Math.min(5, rows - 1) * pitch;
        int i = 0;
        for (int end = SPECIES.loopBound(k); i < end; i += L) {
            long q = BYTES * i;
            LongVector r0 =
                    DoubleVector.fromMemorySegment(SPECIES, a, first + q, ORDER).reinterpretAsLongs();
            LongVector r4 =
                    DoubleVector.fromMemorySegment(SPECIES, a, a4 + q, ORDER).reinterpretAsLongs();
            LongVector s0 = LOWER.selectFrom(r0, r4);
            LongVector s1 = UPPER.selectFrom(r0, r4);
            LongVector r1 =
                    DoubleVector.fromMemorySegment(SPECIES, a, a1 + q, ORDER).reinterpretAsLongs();
            LongVector r5 =
                    DoubleVector.fromMemorySegment(SPECIES, a, a5 + q, ORDER).reinterpretAsLongs();
            LongVector s2 = LOWER.selectFrom(r1, r5);
            LongVector s3 = UPPER.selectFrom(r1, r5);
            LongVector r2 =
                    DoubleVector.fromMemorySegment(SPECIES, a, a2 + q, ORDER).reinterpretAsLongs();
            LongVector s4 = LOWER.selectFrom(r2, r2); // rows 6 and 7 are not used, so anything may stand for them
            LongVector s5 = UPPER.selectFrom(r2, r2);
            LongVector r3 =
                    DoubleVector.fromMemorySegment(SPECIES, a, a3 + q, ORDER).reinterpretAsLongs();
            LongVector s6 = LOWER.selectFrom(r3, r3);
            LongVector s7 = UPPER.selectFrom(r3, r3);
            r0 = LOWER.selectFrom(s0, s4);
            r1 = UPPER.selectFrom(s0, s4);
            r2 = LOWER.selectFrom(s1, s5);
            r3 = UPPER.selectFrom(s1, s5);
            r4 = LOWER.selectFrom(s2, s6);
            r5 = UPPER.selectFrom(s2, s6);
            LongVector r6 = LOWER.selectFrom(s3, s7);
            LongVector r7 = UPPER.selectFrom(s3, s7);
            int at = to + PANEL * i;
            LOWER.selectFrom(r0, r4).reinterpretAsDoubles().intoArray(panel, at);
            UPPER.selectFrom(r0, r4).reinterpretAsDoubles().intoArray(panel, at + L);
            LOWER.selectFrom(r1, r5).reinterpretAsDoubles().intoArray(panel, at + 2 * L);
            UPPER.selectFrom(r1, r5).reinterpretAsDoubles().intoArray(panel, at + 3 * L);
            LOWER.selectFrom(r2, r6).reinterpretAsDoubles().intoArray(panel, at + 4 * L);
            UPPER.selectFrom(r2, r6).reinterpretAsDoubles().intoArray(panel, at + 5 * L);
            LOWER.selectFrom(r3, r7).reinterpretAsDoubles().intoArray(panel, at + 6 * L);
            UPPER.selectFrom(r3, r7).reinterpretAsDoubles().intoArray(panel, at + 7 * L);
        }
        for (; i < k; i++) {
            for (int r = 0; r < rows; r++) {
                panel[to + PANEL * i + r] = a.get(ELEMENT, first + r * pitch + BYTES * i);
            }
        }
    }

    /** A stored {@code [k][m]}: panels of six columns each, {@code length} elements apart in the array. */
    static void columns(
            MemorySegment a, long first, long pitch, int columns, int k, double[] panel, int to, int length) {
        int panels = Math.ceilDiv(columns, ROWS);
        long room =
                (a.byteSize() - first - (k - 1) * pitch) / BYTES; // elements to the matrix's end from its last row on
        int whole = Math.clamp((room - PANEL + ROWS) / ROWS, 0, panels);
        int p = 0;
        for (; p + TOGETHER <= whole; p += TOGETHER) {
            fourPanels(a, first + BYTES * ROWS * p, pitch, k, panel, to + p * length, length);
        }
        for (; p < whole; p++) {
            wholePanel(a, first + BYTES * ROWS * p, pitch, k, panel, to + p * length);
        }
        for (; p < panels; p++) {
            int count = Math.min(ROWS, columns - p * ROWS);
            edgePanel(a, first + BYTES * ROWS * p, pitch, count, k, panel, to + p * length);
        }
    }

    /** Panels that can be read in whole vectors without leaving the matrix. */
    private static void fourPanels(MemorySegment a, long first, long pitch, int k, double[] panel, int to, int length) {
        a = OffHeap.known(a);
        int to1 = to + length;
        int to2 = to1 + length;
        int to3 = to2 + length;
        for (int i = 0; i < k; i++) {
            long from = first + i * pitch;
            int at = PANEL * i;
            move(a, from, panel, to + at);
            move(a, from + BYTES * ROWS, panel, to1 + at);
            move(a, from + BYTES * 2 * ROWS, panel, to2 + at);
            move(a, from + BYTES * 3 * ROWS, panel, to3 + at);
        }
    }

    private static void wholePanel(MemorySegment a, long first, long pitch, int k, double[] panel, int to) {
        a = OffHeap.known(a);
        for (int i = 0; i < k; i++) {
            move(a, first + i * pitch, panel, to + PANEL * i);
        }
    }

    private static void move(MemorySegment a, long from, double[] panel, int to) {
        for (int v = 0; v < PANEL; v += HALF_LENGTH) {
            DoubleVector.fromMemorySegment(HALF, a, from + BYTES * v, ORDER).intoArray(panel, to + v);
        }
    }

    private static void edgePanel(MemorySegment a, long first, long pitch, int rows, int k, double[] panel, int to) {
        a = OffHeap.known(a);
        for (int i = 0; i < k; i++) {
            for (int r = 0; r < rows; r++) {
                panel[to + PANEL * i + r] = a.get(ELEMENT, first + i * pitch + BYTES * r);
            }
        }
    }
}
