package dev.pullback.cpu.matmul;

import dev.pullback.cpu.memory.OffHeap;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Tiles of sums on their way to C. As an array a tile has row behind row; in memory, where the register kernels leave it, its rows
 * are {@code width} elements apart, and those of C {@code pitch} bytes. Tiles of four vectors, the usual ones, have code without
 * an inner loop.
 */
final class FloatTiles {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();
    private static final long WIDTH = SPECIES.vectorByteSize();
    private static final long BYTES = Float.BYTES;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final ValueLayout.OfFloat ELEMENT = ValueLayout.JAVA_FLOAT_UNALIGNED;

    private FloatTiles() {}

    /** {@code tile += C}. */
    static void add(float[] tile, int rows, int columns, MemorySegment c, long offset, long pitch) {
        c = OffHeap.known(c);
        for (int r = 0; r < rows; r++) {
            int row = r * columns;
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
    static void store(float[] tile, int rows, int columns, MemorySegment c, long offset, long pitch) {
        c = OffHeap.known(c);
        if (columns == 4 * L) {
            for (int r = 0; r < rows; r++) {
                int from = r * columns;
                long to = offset + r * pitch;
                FloatVector.fromArray(SPECIES, tile, from).intoMemorySegment(c, to, ORDER);
                FloatVector.fromArray(SPECIES, tile, from + L).intoMemorySegment(c, to + WIDTH, ORDER);
                FloatVector.fromArray(SPECIES, tile, from + 2 * L).intoMemorySegment(c, to + 2 * WIDTH, ORDER);
                FloatVector.fromArray(SPECIES, tile, from + 3 * L).intoMemorySegment(c, to + 3 * WIDTH, ORDER);
            }
            return;
        }
        if (pitch == BYTES * columns) {
            MemorySegment.copy(tile, 0, c, ELEMENT, offset, rows * columns);
            return;
        }
        for (int r = 0; r < rows; r++) {
            MemorySegment.copy(tile, r * columns, c, ELEMENT, offset + r * pitch, columns);
        }
    }

    /** {@code C = C + scale · tile}, the product rounded before the sum. */
    static void update(float[] tile, int rows, int columns, double scale, MemorySegment c, long offset, long pitch) {
        c = OffHeap.known(c);
        float s = (float) scale;
        FloatVector factor = FloatVector.broadcast(SPECIES, s);
        for (int r = 0; r < rows; r++) {
            int row = r * columns;
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

    /**
     * Reads a tile in memory row behind row, {@code width} elements from one to the next; what a row's last vector has too much is
     * overwritten by the next row.
     */
    static void read(MemorySegment tile, int width, int rows, int columns, float[] block) {
        tile = OffHeap.known(tile);
        if (columns == 4 * L) {
            for (int r = 0; r < rows; r++) {
                long from = BYTES * r * width;
                int to = r * columns;
                FloatVector.fromMemorySegment(SPECIES, tile, from, ORDER).intoArray(block, to);
                FloatVector.fromMemorySegment(SPECIES, tile, from + WIDTH, ORDER)
                        .intoArray(block, to + L);
                FloatVector.fromMemorySegment(SPECIES, tile, from + 2 * WIDTH, ORDER)
                        .intoArray(block, to + 2 * L);
                FloatVector.fromMemorySegment(SPECIES, tile, from + 3 * WIDTH, ORDER)
                        .intoArray(block, to + 3 * L);
            }
            return;
        }
        for (int r = 0; r < rows; r++) {
            long from = BYTES * r * width;
            int to = r * columns;
            for (int j = 0; j < columns; j += L) {
                FloatVector.fromMemorySegment(SPECIES, tile, from + BYTES * j, ORDER)
                        .intoArray(block, to + j);
            }
        }
    }

    /** {@code C = C + scale · tile} from a tile in memory, the product rounded before the sum. */
    static void update(
            MemorySegment tile,
            int width,
            int rows,
            int columns,
            double scale,
            MemorySegment c,
            long offset,
            long pitch) {
        tile = OffHeap.known(tile);
        c = OffHeap.known(c);
        float s = (float) scale;
        FloatVector factor = FloatVector.broadcast(SPECIES, s);
        if (columns == 4 * L) {
            for (int r = 0; r < rows; r++) {
                long row = BYTES * r * width;
                long at = offset + r * pitch;
                FloatVector.fromMemorySegment(SPECIES, c, at, ORDER)
                        .add(FloatVector.fromMemorySegment(SPECIES, tile, row, ORDER)
                                .mul(factor))
                        .intoMemorySegment(c, at, ORDER);
                FloatVector.fromMemorySegment(SPECIES, c, at + WIDTH, ORDER)
                        .add(FloatVector.fromMemorySegment(SPECIES, tile, row + WIDTH, ORDER)
                                .mul(factor))
                        .intoMemorySegment(c, at + WIDTH, ORDER);
                FloatVector.fromMemorySegment(SPECIES, c, at + 2 * WIDTH, ORDER)
                        .add(FloatVector.fromMemorySegment(SPECIES, tile, row + 2 * WIDTH, ORDER)
                                .mul(factor))
                        .intoMemorySegment(c, at + 2 * WIDTH, ORDER);
                FloatVector.fromMemorySegment(SPECIES, c, at + 3 * WIDTH, ORDER)
                        .add(FloatVector.fromMemorySegment(SPECIES, tile, row + 3 * WIDTH, ORDER)
                                .mul(factor))
                        .intoMemorySegment(c, at + 3 * WIDTH, ORDER);
            }
            return;
        }
        for (int r = 0; r < rows; r++) {
            long row = BYTES * r * width;
            long at = offset + r * pitch;
            int j = 0;
            for (int end = SPECIES.loopBound(columns); j < end; j += L) {
                FloatVector.fromMemorySegment(SPECIES, c, at + BYTES * j, ORDER)
                        .add(FloatVector.fromMemorySegment(SPECIES, tile, row + BYTES * j, ORDER)
                                .mul(factor))
                        .intoMemorySegment(c, at + BYTES * j, ORDER);
            }
            for (; j < columns; j++) {
                c.set(ELEMENT, at + BYTES * j, c.get(ELEMENT, at + BYTES * j) + s * tile.get(ELEMENT, row + BYTES * j));
            }
        }
    }
}
