package dev.pullback.cpu.step;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;

/**
 * Moves elements as they are, whatever they mean: only their width matters, which is 1, 4 or 8 bytes. Positions and strides
 * are in elements.
 */
final class Elements {

    /** Shorter runs are moved one element at a time. */
    private static final int WORTH_A_BLOCK_COPY = 16;

    /** Rows of a transposed tile: as many cache lines as stay in the first cache even if they all fall into one set. */
    private static final int TILE_ROWS = 8;

    private static final int TILE_COLUMNS = 64;

    private Elements() {}

    /** {@code target[at + i·targetStride] = source[from + i·sourceStride]} for {@code i < count}. */
    static void copy(
            int width,
            MemorySegment source,
            long from,
            long sourceStride,
            MemorySegment target,
            long at,
            long targetStride,
            int count) {
        if (sourceStride == 1 && targetStride == 1 && count >= WORTH_A_BLOCK_COPY) {
            MemorySegment.copy(source, from * width, target, at * width, (long) count * width);
            return;
        }
        switch (width) {
            case Byte.BYTES -> {
                for (int i = 0; i < count; i++) {
                    byte element = source.get(JAVA_BYTE, from + i * sourceStride);
                    target.set(JAVA_BYTE, at + i * targetStride, element);
                }
            }
            case Integer.BYTES -> {
                for (int i = 0; i < count; i++) {
                    int element = source.getAtIndex(JAVA_INT, from + i * sourceStride);
                    target.setAtIndex(JAVA_INT, at + i * targetStride, element);
                }
            }
            default -> {
                for (int i = 0; i < count; i++) {
                    long element = source.getAtIndex(JAVA_LONG, from + i * sourceStride);
                    target.setAtIndex(JAVA_LONG, at + i * targetStride, element);
                }
            }
        }
    }

    /**
     * {@code target[at + i·pitch + j] = source[from + i + j·sourcePitch]} for {@code i < rows}, {@code j < columns}, tile by
     * tile, so that every cache line is used whole while it is there.
     */
    static void transpose(
            int width,
            MemorySegment source,
            long from,
            long sourcePitch,
            MemorySegment target,
            long at,
            long pitch,
            int rows,
            int columns) {
        for (int j = 0; j < columns; j += TILE_COLUMNS) {
            int tileColumns = Math.min(TILE_COLUMNS, columns - j);
            for (int i = 0; i < rows; i += TILE_ROWS) {
                int tileRows = Math.min(TILE_ROWS, rows - i);
                for (int column = j; column < j + tileColumns; column++) {
                    long first = from + i + column * sourcePitch;
                    copy(width, source, first, 1, target, at + i * pitch + column, pitch, tileRows);
                }
            }
        }
    }
}
