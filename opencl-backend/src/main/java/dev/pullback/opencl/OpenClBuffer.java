package dev.pullback.opencl;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.OwnedBuffer;
import dev.pullback.api.backend.RunContract;
import dev.pullback.api.error.ClosedException;
import dev.pullback.api.type.TensorType;
import dev.pullback.opencl.runtime.ClSession;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** A tensor's values in device memory, row-major. */
final class OpenClBuffer implements OwnedBuffer {

    /** Heap memory reaches the device through off-heap pieces of this size. */
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
        requireOpen();
        return block;
    }

    @Override
    public Backend owner() {
        return backend;
    }

    @Override
    public synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public void write(MemorySegment source) {
        RunContract.checkTransfer(this, source);
        transfer(source, (piece, at) -> {
            MemorySegment part = source.asSlice(at, piece.byteSize());
            if (!source.isNative()) {
                piece.copyFrom(part);
            }
            session.run(() -> session.driver()
                    .enqueueWrite(
                            session.queue(),
                            block,
                            true,
                            at,
                            source.isNative() ? part : piece,
                            0,
                            piece.byteSize(),
                            false));
        });
    }

    @Override
    public void read(MemorySegment target) {
        RunContract.checkTransfer(this, target);
        transfer(target, (piece, at) -> {
            MemorySegment part = target.asSlice(at, piece.byteSize());
            session.run(() -> session.driver()
                    .enqueueRead(
                            session.queue(),
                            block,
                            true,
                            at,
                            target.isNative() ? part : piece,
                            0,
                            piece.byteSize(),
                            false));
            if (!target.isNative()) {
                part.copyFrom(piece);
            }
        });
    }

    private interface Transfer {
        void move(MemorySegment piece, long at);
    }

    /** Off-heap memory moves as it is, in one go; heap memory piece by piece. */
    private void transfer(MemorySegment host, Transfer transfer) {
        requireOpen();
        long bytes = type.bytes();
        if (host.isNative()) {
            if (bytes > 0) {
                transfer.move(host, 0);
            }
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment staging = arena.allocate(Math.max(1, Math.min(PIECE, bytes)), 64);
            for (long at = 0; at < bytes; at += PIECE) {
                transfer.move(staging.asSlice(0, Math.min(PIECE, bytes - at)), at);
            }
        }
    }

    private synchronized void requireOpen() {
        session.requireOpen();
        if (closed) {
            throw new ClosedException("This buffer of type %s was closed".formatted(type));
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            session.pool().release(block);
        }
    }
}
