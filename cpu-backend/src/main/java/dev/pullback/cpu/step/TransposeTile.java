package dev.pullback.cpu.step;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;

/**
 * Transposes a square in the first cache, so that memory on both sides is read and written in whole cache lines. Positions and
 * pitches are in elements.
 */
sealed interface TransposeTile {

    /** The longest side. */
    int SIDE = 32;

    /** A tile for elements of 1, 4 or 8 bytes. */
    static TransposeTile of(int width) {
        return switch (width) {
            case Byte.BYTES -> new Bytes(new byte[SIDE * SIDE], new byte[SIDE]);
            case Integer.BYTES -> new Ints(new int[SIDE * SIDE], new int[SIDE]);
            default -> new Longs(new long[SIDE * SIDE], new long[SIDE]);
        };
    }

    /** {@code target[at + i·pitch + j] = source[from + i + j·sourcePitch]} for {@code i < rows <= SIDE, j < columns <= SIDE}. */
    void run(
            MemorySegment source,
            long from,
            long sourcePitch,
            MemorySegment target,
            long at,
            long pitch,
            int rows,
            int columns);

    /** For int32 and float32. */
    record Ints(int[] tile, int[] row) implements TransposeTile {
        @Override
        public void run(
                MemorySegment source,
                long from,
                long sourcePitch,
                MemorySegment target,
                long at,
                long pitch,
                int rows,
                int columns) {
            for (int j = 0; j < columns; j++) {
                long first = (from + j * sourcePitch) * Integer.BYTES;
                MemorySegment.copy(source, JAVA_INT, first, tile, j * SIDE, rows);
            }
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < SIDE; j++) {
                    row[j] = tile[j * SIDE + i];
                }
                MemorySegment.copy(row, 0, target, JAVA_INT, (at + i * pitch) * Integer.BYTES, columns);
            }
        }
    }

    /** For float64. */
    record Longs(long[] tile, long[] row) implements TransposeTile {
        @Override
        public void run(
                MemorySegment source,
                long from,
                long sourcePitch,
                MemorySegment target,
                long at,
                long pitch,
                int rows,
                int columns) {
            for (int j = 0; j < columns; j++) {
                long first = (from + j * sourcePitch) * Long.BYTES;
                MemorySegment.copy(source, JAVA_LONG, first, tile, j * SIDE, rows);
            }
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < SIDE; j++) {
                    row[j] = tile[j * SIDE + i];
                }
                MemorySegment.copy(row, 0, target, JAVA_LONG, (at + i * pitch) * Long.BYTES, columns);
            }
        }
    }

    /** For bool. */
    record Bytes(byte[] tile, byte[] row) implements TransposeTile {
        @Override
        public void run(
                MemorySegment source,
                long from,
                long sourcePitch,
                MemorySegment target,
                long at,
                long pitch,
                int rows,
                int columns) {
            for (int j = 0; j < columns; j++) {
                MemorySegment.copy(source, JAVA_BYTE, from + j * sourcePitch, tile, j * SIDE, rows);
            }
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < SIDE; j++) {
                    row[j] = tile[j * SIDE + i];
                }
                MemorySegment.copy(row, 0, target, JAVA_BYTE, at + i * pitch, columns);
            }
        }
    }
}
