package dev.pullback.conformance.decorator;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.Buffer;
import dev.pullback.api.backend.OwnedBuffer;
import dev.pullback.api.type.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicBoolean;

/** A buffer of a decorated backend around one of the backend inside. */
final class DecoratedBuffer implements OwnedBuffer {

    private final DecoratedBackend owner;
    private final Buffer inside;
    private final AtomicBoolean closed = new AtomicBoolean();

    DecoratedBuffer(DecoratedBackend owner, Buffer inside) {
        this.owner = owner;
        this.inside = inside;
    }

    /** The buffer inside, or the given one if it is none of this backend's: the backend inside then says what is wrong. */
    static Buffer inside(DecoratedBackend owner, Buffer buffer) {
        return buffer instanceof DecoratedBuffer decorated && decorated.owner.equals(owner) ? decorated.inside : buffer;
    }

    @Override
    public TensorType type() {
        return inside.type();
    }

    @Override
    public Backend owner() {
        return owner;
    }

    @Override
    public boolean isClosed() {
        return closed.get() || (inside instanceof OwnedBuffer owned && owned.isClosed());
    }

    @Override
    public void write(MemorySegment source) {
        owner.writeInside(inside, source);
    }

    @Override
    public void read(MemorySegment target) {
        owner.readInside(inside, target);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            owner.closeInside(inside);
        }
    }
}
