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
}
