package dev.pullback.cpu;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * A piece of guarded memory between two zones that nobody may touch. Zones and fresh memory are 0xFF all over, which is NaN
 * in any floating dtype: a kernel that reads what it must not gives it away in its results, and one that writes there is
 * found by comparing.
 */
final class GuardZones {

    /** What a kernel can miss a piece of memory by and be seen; a multiple of {@link Chunk#ALIGNMENT}. */
    static final long BYTES = 4096;

    private static final byte FRESH = (byte) 0xFF;
    private static final MemorySegment UNTOUCHED = untouched();

    private final MemorySegment around;
    private final long capacity;
    private long bytes;

    /**
     * @param around what the piece lies in, at least {@link #BYTES} more at either end
     * @param capacity the size of the piece
     */
    GuardZones(MemorySegment around, long capacity) {
        this.around = around;
        this.capacity = capacity;
        refresh(capacity);
    }

    /** The piece itself. */
    MemorySegment piece() {
        return around.asSlice(BYTES, capacity);
    }

    long capacity() {
        return capacity;
    }

    /** Makes all of it fresh; from now on the zone behind begins after that many bytes, which may be fewer than it has. */
    void refresh(long used) {
        bytes = used;
        around.fill(FRESH);
    }

    /** Where the first byte in a zone is that was written: negative in front of the piece, else counted from its start. */
    OptionalLong firstChange() {
        long before = zone(0).mismatch(UNTOUCHED);
        if (before >= 0) {
            return OptionalLong.of(before - BYTES);
        }
        long behind = zone(BYTES + bytes).mismatch(UNTOUCHED);
        return behind < 0 ? OptionalLong.empty() : OptionalLong.of(bytes + behind);
    }

    /** Makes the zones as they were, so that the same change is not found twice. */
    void restore() {
        zone(0).fill(FRESH);
        zone(BYTES + bytes).fill(FRESH);
    }

    private MemorySegment zone(long start) {
        return around.asSlice(start, BYTES);
    }

    private static MemorySegment untouched() {
        byte[] zone = new byte[(int) BYTES];
        Arrays.fill(zone, FRESH);
        return MemorySegment.ofArray(zone).asReadOnly();
    }
}
