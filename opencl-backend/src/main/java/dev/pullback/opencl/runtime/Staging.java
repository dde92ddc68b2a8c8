package dev.pullback.opencl.runtime;

import dev.pullback.opencl.driver.ClDriver;
import dev.pullback.opencl.driver.ClException;
import dev.pullback.opencl.driver.HandleKind;
import dev.pullback.opencl.driver.MemoryFlags;
import java.lang.foreign.MemorySegment;

/**
 * Host memory that the device reaches directly, through which Java arrays and all that is small go to and fro. A write need
 * not wait until the device has come to it: its bytes stay where they are until the ring is full, which is waited for.
 * Guarded by the session's lock.
 */
final class Staging {

    private static final long BYTES = 8L << 20;
    private static final long ALIGNMENT = 128;

    private final ClSession session;
    private long buffer;
    private MemorySegment memory = MemorySegment.NULL;
    private long used;

    Staging(ClSession session) {
        this.session = session;
    }

    /** Memory that no command in the queue will read or write any more; for one command. */
    MemorySegment next(long bytes) {
        if (buffer == 0) {
            open();
        }
        if (bytes > BYTES - used) {
            session.driver().finish(session.queue());
            used = 0;
        }
        MemorySegment piece = memory.asSlice(used, bytes);
        used = Math.min(BYTES, Math.ceilDiv(used + bytes, ALIGNMENT) * ALIGNMENT);
        return piece;
    }

    private void open() {
        ClDriver driver = session.driver();
        long made = driver.createBuffer(session.context(), MemoryFlags.READ_WRITE | MemoryFlags.ALLOC_HOST_PTR, BYTES);
        try {
            memory = driver.mapBuffer(session.queue(), made, BYTES);
            buffer = made;
        } catch (ClException failure) {
            session.release(HandleKind.BUFFER, made);
            throw failure;
        }
    }

    void close() {
        if (buffer == 0) {
            return;
        }
        try {
            session.driver().unmapBuffer(session.queue(), buffer, memory);
        } catch (ClException lost) {
            session.logFailure("did not take back its memory", lost);
        }
        session.release(HandleKind.BUFFER, buffer);
        buffer = 0;
    }
}
