package dev.pullback.cpu.matmul;

import dev.pullback.cpu.memory.OffHeap;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Lines of the result that another core holds. A core may write to a line only when no other has it, and to be told so takes up to
 * some hundred nanoseconds, if the other has read the line since: results of a layer, in a step of training, are read by all cores.
 */
final class CacheLines {
    private static final long LINE = 64;

    private CacheLines() {}

    /**
     * Writes a zero to every line of a tile that is to be overwritten. The processor does not wait for it: while it computes what will
     * stand there, the lines come.
     *
     * @param bytes of a row of the tile
     */
    static void claim(MemorySegment c, long offset, long pitch, int rows, long bytes) {
        c = OffHeap.known(c);
        for (int r = 0; r < rows; r++) {
            long row = offset + r * pitch;
            if (bytes == 4 * LINE) {
                claim(c, row);
                claim(c, row + LINE);
                claim(c, row + 2 * LINE);
                claim(c, row + 3 * LINE);
            } else {
                for (long at = 0; at < bytes; at += LINE) {
                    claim(c, row + at);
                }
            }
        }
    }

    private static void claim(MemorySegment c, long at) {
        c.set(ValueLayout.JAVA_BYTE, at, (byte) 0);
    }
}
