package dev.pullback.cpu.matmul;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** Brings blocks of A and B into the order in which the register kernels read them. */
final class DoublePacking {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final ValueLayout.OfDouble ELEMENT = ValueLayout.JAVA_DOUBLE_UNALIGNED;
    private static final LongVector LOWER_HALVES = zip(0);
    private static final LongVector UPPER_HALVES = zip(L / 2);

    private DoublePacking() {}

    /** Lane numbers that take lanes from two vectors in turn: {@code start, L + start, start + 1, ...}. */
    private static LongVector zip(int start) {
        long[] lanes = new long[L];
        for (int i = 0; i < L; i++) {
            lanes[i] = i % 2 == 0 ? start + i / 2 : L + start + i / 2;
        }
        return LongVector.fromArray(LongVector.SPECIES_PREFERRED, lanes, 0);
    }

    static void strip(
            MemorySegment b, long offset, long pitch, int k, int columns, double[] strip, int from, int width) {
        int whole = SPECIES.loopBound(columns);
        VectorMask<Double> rest = SPECIES.indexInRange(whole, columns);
        for (int i = 0; i < k; i++) {
            long row = offset + i * pitch;
            int to = from + i * width;
            for (int j = 0; j < whole; j += L) {
                DoubleVector.fromMemorySegment(SPECIES, b, row + 8L * j, ORDER).intoArray(strip, to + j);
            }
            if (whole < columns) {
                DoubleVector.fromMemorySegment(SPECIES, b, row + 8L * whole, ORDER, rest)
                        .intoArray(strip, to + whole);
                Arrays.fill(strip, to + whole + L, to + width, 0);
            }
        }
    }

    static void transposedStrip(
            MemorySegment b,
            long offset,
            long pitch,
            int k,
            int columns,
            double[] strip,
            int from,
            int width,
            double[] scratch) {
        int wholeK = SPECIES.loopBound(k);
        int wholeColumns = SPECIES.loopBound(columns);
        for (int j = 0; j < wholeColumns; j += L) {
            long rows = offset + j * pitch;
            for (int i = 0; i < wholeK; i += L) {
                transpose(b, rows + 8L * i, pitch, strip, from + i * width + j, width, scratch);
            }
            transposeEdge(b, rows, pitch, L, wholeK, k, strip, from + j, width);
        }
        if (wholeColumns < width) {
            for (int i = 0; i < k; i++) {
                Arrays.fill(strip, from + i * width + wholeColumns, from + i * width + width, 0);
            }
            long rows = offset + wholeColumns * pitch;
            transposeEdge(b, rows, pitch, columns - wholeColumns, 0, k, strip, from + wholeColumns, width);
        }
    }

    private static void transposeEdge(
            MemorySegment b,
            long rows,
            long pitch,
            int columns,
            int start,
            int k,
            double[] strip,
            int from,
            int width) {
        for (int j = 0; j < columns; j++) {
            long row = rows + j * pitch;
            for (int i = start; i < k; i++) {
                strip[from + i * width + j] = b.get(ELEMENT, row + 8L * i);
            }
        }
    }

    /**
     * Transposes L by L elements. Zipping row i with row i + L/2 for every i rotates the bits of an element's position (row,
     * column) by one; after log₂ L times rows and columns have changed places. Two rotations go together where there are two
     * left, through the two halves of the scratch array.
     */
    private static void transpose(
            MemorySegment b, long offset, long pitch, double[] strip, int to, int width, double[] scratch) {
        for (int r = 0; r < L; r++) {
            DoubleVector.fromMemorySegment(SPECIES, b, offset + r * pitch, ORDER)
                    .intoArray(scratch, r * L);
        }
        int source = 0;
        int rotations = Integer.numberOfTrailingZeros(L);
        if (rotations % 2 != 0) {
            rotateOnce(scratch, 0, scratch, L * L, L);
            source = L * L;
            rotations--;
        }
        if (rotations == 0) {
            for (int r = 0; r < L; r++) {
                System.arraycopy(scratch, source + r * L, strip, to + r * width, L);
            }
        }
        while (rotations > 0) {
            boolean last = rotations == 2;
            int target = L * L - source;
            rotateTwice(scratch, source, last ? strip : scratch, last ? to : target, last ? width : L);
            source = target;
            rotations -= 2;
        }
    }

    private static void rotateOnce(double[] source, int from, double[] target, int to, int width) {
        for (int i = 0; i < L / 2; i++) {
            LongVector p = load(source, from + i * L);
            LongVector q = load(source, from + (i + L / 2) * L);
            store(LOWER_HALVES.selectFrom(p, q), target, to + 2 * i * width);
            store(UPPER_HALVES.selectFrom(p, q), target, to + (2 * i + 1) * width);
        }
    }

    private static void rotateTwice(double[] source, int from, double[] target, int to, int width) {
        for (int i = 0; i < L / 4; i++) {
            LongVector p = load(source, from + i * L);
            LongVector q = load(source, from + (i + L / 4) * L);
            LongVector r = load(source, from + (i + L / 2) * L);
            LongVector s = load(source, from + (i + L / 2 + L / 4) * L);
            LongVector lower = LOWER_HALVES.selectFrom(p, r);
            LongVector upper = UPPER_HALVES.selectFrom(p, r);
            LongVector lower2 = LOWER_HALVES.selectFrom(q, s);
            LongVector upper2 = UPPER_HALVES.selectFrom(q, s);
            int row = to + 4 * i * width;
            store(LOWER_HALVES.selectFrom(lower, lower2), target, row);
            store(UPPER_HALVES.selectFrom(lower, lower2), target, row + width);
            store(LOWER_HALVES.selectFrom(upper, upper2), target, row + 2 * width);
            store(UPPER_HALVES.selectFrom(upper, upper2), target, row + 3 * width);
        }
    }

    private static LongVector load(double[] source, int from) {
        return DoubleVector.fromArray(SPECIES, source, from).reinterpretAsLongs();
    }

    private static void store(LongVector vector, double[] target, int to) {
        vector.reinterpretAsDoubles().intoArray(target, to);
    }

    static void panel(MemorySegment a, long offset, long pitch, int k, int rows, double[] panel) {
        // Whole vectors are stored; what one writes past its six elements the next overwrites.
        long end = offset + (k - 1) * pitch + 8L * (Kernels.ROWS + L - 1);
        if (rows == Kernels.ROWS && end <= a.byteSize()) {
            panelInside(a, offset, pitch, k, panel);
            return;
        }
        for (int i = 0; i < k; i++) {
            long row = offset + i * pitch;
            for (int v = 0; v < Kernels.ROWS; v += L) {
                DoubleVector.fromMemorySegment(SPECIES, a, row + 8L * v, ORDER, SPECIES.indexInRange(v, rows))
                        .intoArray(panel, i * Kernels.ROWS + v);
            }
        }
    }

    /** The same where reading whole vectors does not leave the matrix, without masks. */
    private static void panelInside(MemorySegment a, long offset, long pitch, int k, double[] panel) {
        for (int i = 0; i < k; i++) {
            long row = offset + i * pitch;
            for (int v = 0; v < Kernels.ROWS; v += L) {
                DoubleVector.fromMemorySegment(SPECIES, a, row + 8L * v, ORDER).intoArray(panel, i * Kernels.ROWS + v);
            }
        }
    }
}
