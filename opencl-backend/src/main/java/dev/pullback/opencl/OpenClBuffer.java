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

    /** Memory on the Java heap reaches the device through off-heap pieces of this size. */
    private static final long PIECE = 4L << 20;

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
            if (source.isNative()) {
                enqueueWrite(offset, source, offset, bytes);
            } else {
                MemorySegment piece = session.staging(bytes);
                piece.copyFrom(source.asSlice(offset, bytes));
                enqueueWrite(offset, piece, 0, bytes);
            }
        });
    }

    @Override
    public void read(MemorySegment target) {
        transfer(target, (offset, bytes) -> {
            if (target.isNative()) {
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

    /** Off-heap memory moves as it is; heap memory piece by piece, but as one transfer to all other threads. */
    private void transfer(MemorySegment host, Transfer transfer) {
        RunContract.checkTransfer(this, host);
        session.runWithRetry(() -> {
            if (closed) {
                throw new ClosedException("This buffer of type %s was closed".formatted(type));
            }
            long most = host.isNative() ? Math.max(1, type.bytes()) : PIECE;
            for (long offset = 0; offset < type.bytes(); offset += most) {
                transfer.move(offset, Math.min(most, type.bytes() - offset));
            }
        });
    }

    private void enqueueWrite(long offset, MemorySegment host, long hostOffset, long bytes) {
        ClDriver driver = session.driver();
        driver.enqueueWrite(session.queue(), block, true, offset, host, hostOffset, bytes, false);
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
