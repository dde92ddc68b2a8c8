package dev.pullback.cpu.matmul;

import dev.pullback.cpu.memory.OffHeap;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/** Brings strips of B into the order in which the register kernels read them. */
final class FloatPacking {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();
    private static final long BYTES = Float.BYTES;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final ValueLayout.OfFloat ELEMENT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final int ROTATIONS = Integer.numberOfTrailingZeros(L);
    private static final IntVector LOWER_HALVES = IntVector.fromArray(IntVector.SPECIES_PREFERRED, zip(0), 0);
    private static final IntVector UPPER_HALVES = IntVector.fromArray(IntVector.SPECIES_PREFERRED, zip(L / 2), 0);

    private FloatPacking() {}

    /** Lane numbers that take lanes from two vectors in turn: {@code start, L + start, start + 1, ...}. */
    static int[] zip(int start) {
        int[] lanes = new int[L];
        for (int i = 0; i < L; i++) {
            lanes[i] = i % 2 == 0 ? start + i / 2 : L + start + i / 2;
        }
        return lanes;
    }

    /** B stored {@code [k][n]}. Where a row ends inside a vector, what comes next in memory is taken along. */
    static void strip(
            MemorySegment b, long offset, long pitch, int k, int columns, float[] strip, int from, int width) {
        b = OffHeap.known(b);
        long room = (b.byteSize() - offset) / BYTES - width;
        int whole = room < 0 ? 0 : (int) Math.min(k, room * BYTES / Math.max(1, pitch) + 1);
        for (int i = 0; i < whole; i++) {
            long row = offset + i * pitch;
            int to = from + i * width;
            for (int j = 0; j < width; j += L) {
                FloatVector.fromMemorySegment(SPECIES, b, row + BYTES * j, ORDER)
                        .intoArray(strip, to + j);
            }
        }
        for (int i = whole; i < k; i++) {
            MemorySegment.copy(b, ELEMENT, offset + i * pitch, strip, from + i * width, columns);
        }
    }

    /**
     * B stored {@code [n][k]}. Whole vectors are read and written where the matrix goes on; up to a vector's length of rows behind
     * the strip is spoilt.
     */
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
        for (int j = 0; j < columns; j += L) {
            long rows = offset + j * pitch;
            int last = Math.min(L, columns - j) - 1;
            for (int i = 0; i < k; i += L) {
                int to = from + i * width + j;
                if (rows + last * pitch + BYTES * (i + L) <= b.byteSize()) {
                    transpose(b, rows + BYTES * i, pitch, last, strip, to, width, scratch);
                } else {
                    transposeEdge(b, rows + BYTES * i, pitch, last, Math.min(L, k - i), strip, to, width);
                }
            }
        }
    }

    private static void transposeEdge(
            MemorySegment b, long rows, long pitch, int last, int k, float[] strip, int to, int width) {
        b = OffHeap.known(b);
        for (int j = 0; j <= last; j++) {
            for (int i = 0; i < k; i++) {
                strip[to + i * width + j] = b.get(ELEMENT, rows + j * pitch + BYTES * i);
            }
        }
    }

    /**
     * Transposes L by L elements; rows past the last repeat it. Zipping row i with row i + L/2 for every i rotates the bits of an
     * element's position (row, column) by one; after log₂ L times rows and columns have changed places. Two rotations go
     * together where there are two left, through the two halves of the scratch array.
     */
    private static void transpose(
            MemorySegment b, long offset, long pitch, int last, float[] strip, int to, int width, float[] scratch) {
        boolean odd = ROTATIONS % 2 != 0;
        int rest = ROTATIONS - (odd ? 1 : 2);
        float[] target = rest == 0 ? strip : scratch;
        if (odd) {
            rotateOnce(b, offset, pitch, last, target, rest == 0 ? to : 0, rest == 0 ? width : L);
        } else {
            rotateTwice(b, offset, pitch, last, target, rest == 0 ? to : 0, rest == 0 ? width : L);
        }
        for (int source = 0; rest > 0; rest -= 2) {
            int next = L * L - source;
            rotateTwice(scratch, source, rest == 2 ? strip : scratch, rest == 2 ? to : next, rest == 2 ? width : L);
            source = next;
        }
    }

    private static void rotateOnce(
            MemorySegment b, long offset, long pitch, int last, float[] target, int to, int width) {
        b = OffHeap.known(b);
        for (int i = 0; i < L / 2; i++) {
            IntVector p = FloatVector.fromMemorySegment(SPECIES, b, offset + Math.min(i, last) * pitch, ORDER)
                    .reinterpretAsInts();
            IntVector q = FloatVector.fromMemorySegment(SPECIES, b, offset + Math.min(i + L / 2, last) * pitch, ORDER)
                    .reinterpretAsInts();
            LOWER_HALVES.selectFrom(p, q).reinterpretAsFloats().intoArray(target, to + 2 * i * width);
            UPPER_HALVES.selectFrom(p, q).reinterpretAsFloats().intoArray(target, to + (2 * i + 1) * width);
        }
    }

    private static void rotateTwice(
            MemorySegment b, long offset, long pitch, int last, float[] target, int to, int width) {
        b = OffHeap.known(b);
        for (int i = 0; i < L / 4; i++) {
            IntVector p = FloatVector.fromMemorySegment(SPECIES, b, offset + Math.min(i, last) * pitch, ORDER)
                    .reinterpretAsInts();
            IntVector q = FloatVector.fromMemorySegment(SPECIES, b, offset + Math.min(i + L / 4, last) * pitch, ORDER)
                    .reinterpretAsInts();
            IntVector r = FloatVector.fromMemorySegment(SPECIES, b, offset + Math.min(i + L / 2, last) * pitch, ORDER)
                    .reinterpretAsInts();
            IntVector s = FloatVector.fromMemorySegment(
                            SPECIES, b, offset + Math.min(i + L / 2 + L / 4, last) * pitch, ORDER)
                    .reinterpretAsInts();
            IntVector lower = LOWER_HALVES.selectFrom(p, r);
            IntVector upper = UPPER_HALVES.selectFrom(p, r);
            IntVector lower2 = LOWER_HALVES.selectFrom(q, s);
            IntVector upper2 = UPPER_HALVES.selectFrom(q, s);
            int row = to + 4 * i * width;
            LOWER_HALVES.selectFrom(lower, lower2).reinterpretAsFloats().intoArray(target, row);
            UPPER_HALVES.selectFrom(lower, lower2).reinterpretAsFloats().intoArray(target, row + width);
            LOWER_HALVES.selectFrom(upper, upper2).reinterpretAsFloats().intoArray(target, row + 2 * width);
            UPPER_HALVES.selectFrom(upper, upper2).reinterpretAsFloats().intoArray(target, row + 3 * width);
        }
    }

    private static void rotateTwice(float[] source, int from, float[] target, int to, int width) {
        for (int i = 0; i < L / 4; i++) {
            IntVector p = FloatVector.fromArray(SPECIES, source, from + i * L).reinterpretAsInts();
            IntVector q = FloatVector.fromArray(SPECIES, source, from + (i + L / 4) * L)
                    .reinterpretAsInts();
            IntVector r = FloatVector.fromArray(SPECIES, source, from + (i + L / 2) * L)
                    .reinterpretAsInts();
            IntVector s = FloatVector.fromArray(SPECIES, source, from + (i + L / 2 + L / 4) * L)
                    .reinterpretAsInts();
            IntVector lower = LOWER_HALVES.selectFrom(p, r);
            IntVector upper = UPPER_HALVES.selectFrom(p, r);
            IntVector lower2 = LOWER_HALVES.selectFrom(q, s);
            IntVector upper2 = UPPER_HALVES.selectFrom(q, s);
            int row = to + 4 * i * width;
            LOWER_HALVES.selectFrom(lower, lower2).reinterpretAsFloats().intoArray(target, row);
            UPPER_HALVES.selectFrom(lower, lower2).reinterpretAsFloats().intoArray(target, row + width);
            LOWER_HALVES.selectFrom(upper, upper2).reinterpretAsFloats().intoArray(target, row + 2 * width);
            UPPER_HALVES.selectFrom(upper, upper2).reinterpretAsFloats().intoArray(target, row + 3 * width);
        }
    }
}
