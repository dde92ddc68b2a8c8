package dev.pullback.cpu.matmul;

import dev.pullback.cpu.memory.OffHeap;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Tiles of C between a register kernel's array and memory: rows {@code width} elements apart in the array, {@code pitch} bytes in memory. */
final class FloatTiles {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();
    private static final long BYTES = Float.BYTES;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final ValueLayout.OfFloat ELEMENT = ValueLayout.JAVA_FLOAT_UNALIGNED;

    private FloatTiles() {}

    /** {@code tile += C}. */
    static void add(float[] tile, int width, int rows, int columns, MemorySegment c, long offset, long pitch) {
        c = OffHeap.known(c);
        for (int r = 0; r < rows; r++) {
            int row = r * width;
            long from = offset + r * pitch;
            int j = 0;
            for (int end = SPECIES.loopBound(columns); j < end; j += L) {
                FloatVector.fromMemorySegment(SPECIES, c, from + BYTES * j, ORDER)
                        .add(FloatVector.fromArray(SPECIES, tile, row + j))
                        .intoArray(tile, row + j);
            }
            for (; j < columns; j++) {
                tile[row + j] += c.get(ELEMENT, from + BYTES * j);
            }
        }
    }

    /** {@code C = tile}. */
    static void store(float[] tile, int width, int rows, int columns, MemorySegment c, long offset, long pitch) {
        c = OffHeap.known(c);
        if (columns == 4 * L) {
            for (int r = 0; r < rows; r++) {
                int from = r * width;
                long to = offset + r * pitch;
                FloatVector.fromArray(SPECIES, tile, from).intoMemorySegment(c, to, ORDER);
                FloatVector.fromArray(SPECIES, tile, from + L).intoMemorySegment(c, to + BYTES * L, ORDER);
                FloatVector.fromArray(SPECIES, tile, from + 2 * L).intoMemorySegment(c, to + BYTES * 2 * L, ORDER);
                FloatVector.fromArray(SPECIES, tile, from + 3 * L).intoMemorySegment(c, to + BYTES * 3 * L, ORDER);
            }
            return;
        }
        if (width == columns && pitch == BYTES * columns) {
            MemorySegment.copy(tile, 0, c, ELEMENT, offset, rows * columns);
            return;
        }
        for (int r = 0; r < rows; r++) {
            MemorySegment.copy(tile, r * width, c, ELEMENT, offset + r * pitch, columns);
        }
    }

    /** {@code C = C + scale · tile}, the product rounded before the sum. */
    static void update(
            float[] tile, int width, int rows, int columns, double scale, MemorySegment c, long offset, long pitch) {
        c = OffHeap.known(c);
        float s = (float) scale;
        FloatVector factor = FloatVector.broadcast(SPECIES, s);
        for (int r = 0; r < rows; r++) {
            int row = r * width;
            long at = offset + r * pitch;
            int j = 0;
            for (int end = SPECIES.loopBound(columns); j < end; j += L) {
                FloatVector.fromMemorySegment(SPECIES, c, at + BYTES * j, ORDER)
                        .add(FloatVector.fromArray(SPECIES, tile, row + j).mul(factor))
                        .intoMemorySegment(c, at + BYTES * j, ORDER);
            }
            for (; j < columns; j++) {
                c.set(ELEMENT, at + BYTES * j, c.get(ELEMENT, at + BYTES * j) + s * tile[row + j]);
            }
        }
    }
}
