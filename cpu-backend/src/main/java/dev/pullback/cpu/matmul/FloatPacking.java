package dev.pullback.cpu.matmul;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** Brings blocks of A and B into the order in which the register kernels read them. */
final class FloatPacking {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final ValueLayout.OfFloat ELEMENT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final IntVector LOWER_HALVES = zip(0);
    private static final IntVector UPPER_HALVES = zip(L / 2);

    private FloatPacking() {}

    /** Lane numbers that take lanes from two vectors in turn: {@code start, L + start, start + 1, ...}. */
    private static IntVector zip(int start) {
        int[] lanes = new int[L];
        for (int i = 0; i < L; i++) {
            lanes[i] = i % 2 == 0 ? start + i / 2 : L + start + i / 2;
        }
        return IntVector.fromArray(IntVector.SPECIES_PREFERRED, lanes, 0);
    }

    static void strip(
            MemorySegment b, long offset, long pitch, int k, int columns, float[] strip, int from, int width) {
        int whole = SPECIES.loopBound(columns);
        VectorMask<Float> rest = SPECIES.indexInRange(whole, columns);
        for (int i = 0; i < k; i++) {
            long row = offset + i * pitch;
            int to = from + i * width;
            for (int j = 0; j < whole; j += L) {
                FloatVector.fromMemorySegment(SPECIES, b, row + 4L * j, ORDER).intoArray(strip, to + j);
            }
            if (whole < columns) {
                FloatVector.fromMemorySegment(SPECIES, b, row + 4L * whole, ORDER, rest)
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
            float[] strip,
            int from,
            int width,
            float[] scratch) {
        int wholeK = SPECIES.loopBound(k);
        int wholeColumns = SPECIES.loopBound(columns);
        for (int j = 0; j < wholeColumns; j += L) {
            long rows = offset + j * pitch;
            for (int i = 0; i < wholeK; i += L) {
                transpose(b, rows + 4L * i, pitch, strip, from + i * width + j, width, scratch);
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
            MemorySegment b, long rows, long pitch, int columns, int start, int k, float[] strip, int from, int width) {
        for (int j = 0; j < columns; j++) {
            long row = rows + j * pitch;
            for (int i = start; i < k; i++) {
                strip[from + i * width + j] = b.get(ELEMENT, row + 4L * i);
            }
        }
    }

    /**
     * Transposes L by L elements. Zipping row i with row i + L/2 for every i rotates the bits of an element's position (row,
     * column) by one; after log₂ L times rows and columns have changed places. Two rotations go together where there are two
     * left, through the two halves of the scratch array.
     */
    private static void transpose(
            MemorySegment b, long offset, long pitch, float[] strip, int to, int width, float[] scratch) {
        for (int r = 0; r < L; r++) {
            FloatVector.fromMemorySegment(SPECIES, b, offset + r * pitch, ORDER).intoArray(scratch, r * L);
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

    private static void rotateOnce(float[] source, int from, float[] target, int to, int width) {
        for (int i = 0; i < L / 2; i++) {
            IntVector p = load(source, from + i * L);
            IntVector q = load(source, from + (i + L / 2) * L);
            store(LOWER_HALVES.selectFrom(p, q), target, to + 2 * i * width);
            store(UPPER_HALVES.selectFrom(p, q), target, to + (2 * i + 1) * width);
        }
    }

    private static void rotateTwice(float[] source, int from, float[] target, int to, int width) {
        for (int i = 0; i < L / 4; i++) {
            IntVector p = load(source, from + i * L);
            IntVector q = load(source, from + (i + L / 4) * L);
            IntVector r = load(source, from + (i + L / 2) * L);
            IntVector s = load(source, from + (i + L / 2 + L / 4) * L);
            IntVector lower = LOWER_HALVES.selectFrom(p, r);
            IntVector upper = UPPER_HALVES.selectFrom(p, r);
            IntVector lower2 = LOWER_HALVES.selectFrom(q, s);
            IntVector upper2 = UPPER_HALVES.selectFrom(q, s);
            int row = to + 4 * i * width;
            store(LOWER_HALVES.selectFrom(lower, lower2), target, row);
            store(UPPER_HALVES.selectFrom(lower, lower2), target, row + width);
            store(LOWER_HALVES.selectFrom(upper, upper2), target, row + 2 * width);
            store(UPPER_HALVES.selectFrom(upper, upper2), target, row + 3 * width);
        }
    }

    private static IntVector load(float[] source, int from) {
        return FloatVector.fromArray(SPECIES, source, from).reinterpretAsInts();
    }

    private static void store(IntVector vector, float[] target, int to) {
        vector.reinterpretAsFloats().intoArray(target, to);
    }

    static void panel(MemorySegment a, long offset, long pitch, int k, int rows, float[] panel) {
        // Whole vectors are stored; what one writes past its six elements the next overwrites.
        long end = offset + (k - 1) * pitch + 4L * (Kernels.ROWS + L - 1);
        if (rows == Kernels.ROWS && end <= a.byteSize()) {
            panelInside(a, offset, pitch, k, panel);
            return;
        }
        for (int i = 0; i < k; i++) {
            long row = offset + i * pitch;
            for (int v = 0; v < Kernels.ROWS; v += L) {
                FloatVector.fromMemorySegment(SPECIES, a, row + 4L * v, ORDER, SPECIES.indexInRange(v, rows))
                        .intoArray(panel, i * Kernels.ROWS + v);
            }
        }
    }

    /** The same where reading whole vectors does not leave the matrix, without masks. */
    private static void panelInside(MemorySegment a, long offset, long pitch, int k, float[] panel) {
        for (int i = 0; i < k; i++) {
            long row = offset + i * pitch;
            for (int v = 0; v < Kernels.ROWS; v += L) {
                FloatVector.fromMemorySegment(SPECIES, a, row + 4L * v, ORDER).intoArray(panel, i * Kernels.ROWS + v);
            }
        }
    }
}
