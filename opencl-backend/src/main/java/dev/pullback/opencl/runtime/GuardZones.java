package dev.pullback.opencl.runtime;

import dev.pullback.opencl.driver.HandleKind;
import dev.pullback.opencl.driver.MemoryFlags;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * A block of guarded memory between two zones that no kernel may touch: the block is a part of a larger buffer. Zones and
 * fresh memory are 0xFF all over, which is NaN in any floating dtype: a kernel that reads what it must not gives it away in
 * its results, and one that writes there is found by comparing. To be used under the session's lock.
 */
public final class GuardZones {

    /** What a kernel can miss a block by and be seen. */
    static final long BYTES = 4096;

    private static final byte FRESH = (byte) 0xFF;
    private static final MemorySegment UNTOUCHED = untouched();

    private final ClSession session;
    private final long whole;
    private final long wholeBytes;
    private final long start;
    private final long block;
    private long bytes;

    /** @param capacity bytes between the zones */
    GuardZones(ClSession session, long capacity) {
        this.session = session;
        this.start = front(session);
        this.wholeBytes = around(session, capacity);
        this.whole = session.driver().createBuffer(session.context(), MemoryFlags.READ_WRITE, wholeBytes);
        try {
            // A buffer has at least one byte; a block of none has it in the zone behind.
            this.block = session.driver().createSubBuffer(whole, start, Math.max(1, capacity));
        } catch (RuntimeException failure) {
            session.release(HandleKind.BUFFER, whole);
            throw failure;
        }
    }

    /** How many bytes it takes to have that many between zones. */
    static long around(ClSession session, long capacity) {
        return front(session) + capacity + BYTES;
    }

    /** The zone in front, rounded up to where a part of a buffer may begin. */
    private static long front(ClSession session) {
        long alignment = session.device().limits().baseAlignmentBytes();
        return Math.ceilDiv(BYTES, alignment) * alignment;
    }

    /** The handle of what is between the zones. */
    long block() {
        return block;
    }

    /** Makes all of it fresh; from now on the zone behind begins after that many bytes, which may be fewer than it has. */
    public void refresh(long used) {
        bytes = used;
        fill(0, wholeBytes);
    }

    /**
     * Where the first byte in a zone is that was written: negative in front of the block, else counted from its start. Waits
     * for everything that was enqueued.
     */
    public OptionalLong firstChange() {
        long before = mismatch(start - BYTES);
        if (before >= 0) {
            return OptionalLong.of(before - BYTES);
        }
        long behind = mismatch(start + bytes);
        return behind < 0 ? OptionalLong.empty() : OptionalLong.of(bytes + behind);
    }

    /** Makes the zones as they were, so that the same change is not found twice. */
    public void restore() {
        fill(start - BYTES, BYTES);
        fill(start + bytes, BYTES);
    }

    void release() {
        session.release(HandleKind.BUFFER, block);
        session.release(HandleKind.BUFFER, whole);
    }

    private void fill(long offset, long count) {
        session.driver().enqueueFill(session.queue(), whole, FRESH, Byte.BYTES, offset, count, false);
    }

    private long mismatch(long offset) {
        MemorySegment found = session.staging(BYTES);
        session.driver().enqueueRead(session.queue(), whole, true, offset, found, 0, BYTES, false);
        return found.mismatch(UNTOUCHED);
    }

    private static MemorySegment untouched() {
        byte[] zone = new byte[(int) BYTES];
        Arrays.fill(zone, FRESH);
        return MemorySegment.ofArray(zone).asReadOnly();
    }
}
