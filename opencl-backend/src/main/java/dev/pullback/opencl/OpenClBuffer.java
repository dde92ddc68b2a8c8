package dev.pullback.opencl;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.OwnedBuffer;
import dev.pullback.api.backend.RunContract;
import dev.pullback.api.error.ClosedException;
import dev.pullback.api.type.TensorType;
import dev.pullback.opencl.driver.ClDriver;
import dev.pullback.opencl.runtime.ClSession;
import dev.pullback.opencl.runtime.GuardZones;
import java.lang.foreign.MemorySegment;

/** A tensor's values in device memory, row-major. Its state is guarded by the session's lock. */
final class OpenClBuffer implements OwnedBuffer {

    private final OpenClBackend backend;
    private final ClSession session;
    private final TensorType type;
    private final long block;
    private boolean closed;

    OpenClBuffer(OpenClBackend backend, ClSession session, TensorType type) {
        this.backend = backend;
        this.session = session;
        this.type = type;
        this.block = session.pool().acquire(type.bytes());
    }

    @Override
    public TensorType type() {
        return type;
    }

    /** The driver's handle. */
    long handle() {
        return block;
    }

    /** What it lies between, for callers under the session's lock; only if memory is guarded. */
    GuardZones zones() {
        return session.pool().zones(block);
    }

    @Override
    public Backend owner() {
        return backend;
    }

    @Override
    public boolean isClosed() {
        synchronized (session) {
            return closed || session.isClosed();
        }
    }

    @Override
    public void write(MemorySegment source) {
        transfer(source, (offset, bytes) -> {
            ClDriver driver = session.driver();
            if (!isStaged(source)) {
                driver.enqueueWrite(session.queue(), block, true, offset, source, offset, bytes, false);
                return;
            }
            MemorySegment piece = session.staging(bytes);
            piece.copyFrom(source.asSlice(offset, bytes));
            driver.enqueueWrite(session.queue(), block, false, offset, piece, 0, bytes, false);
            if (offset + bytes < type.bytes()) {
                // While the next piece is copied, this one is on its way.
                driver.flush(session.queue());
            }
        });
    }

    @Override
    public void read(MemorySegment target) {
        transfer(target, (offset, bytes) -> {
            if (!isStaged(target)) {
                enqueueRead(offset, target, offset, bytes);
            } else {
                MemorySegment piece = session.staging(bytes);
                enqueueRead(offset, piece, 0, bytes);
                target.asSlice(offset, bytes).copyFrom(piece);
            }
        });
    }

    /** Moves some bytes between the same offset of the buffer and of the host's memory. */
    private interface Transfer {
        void move(long offset, long bytes);
    }

    /** Whether bytes go by way of the session's memory: what is small need not wait there, and the heap has no address. */
    private boolean isStaged(MemorySegment host) {
        return !host.isNative() || type.bytes() <= ClSession.LARGEST_STAGED;
    }

    /** Much off-heap memory moves as it is; what is staged piece by piece, but as one transfer to all other threads. */
    private void transfer(MemorySegment host, Transfer transfer) {
        RunContract.checkTransfer(this, host);
        session.runWithRetry(() -> {
            if (closed) {
                throw new ClosedException("This buffer of type %s was closed".formatted(type));
            }
            long most = isStaged(host) ? ClSession.LARGEST_STAGED : type.bytes();
            for (long offset = 0; offset < type.bytes(); offset += most) {
                transfer.move(offset, Math.min(most, type.bytes() - offset));
            }
        });
    }

    private void enqueueRead(long offset, MemorySegment host, long hostOffset, long bytes) {
        ClDriver driver = session.driver();
        driver.enqueueRead(session.queue(), block, true, offset, host, hostOffset, bytes, false);
    }

    @Override
    public void close() {
        synchronized (session) {
            if (!closed) {
                closed = true;
                session.pool().release(block);
            }
        }
    }
}
