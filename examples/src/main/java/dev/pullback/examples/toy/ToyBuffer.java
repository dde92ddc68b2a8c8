package dev.pullback.examples.toy;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.MemoryCount;
import dev.pullback.api.backend.OwnedBuffer;
import dev.pullback.api.backend.RunContract;
import dev.pullback.api.type.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicBoolean;

/** The bytes as callers have them, row-major and little-endian, in an array. */
final class ToyBuffer implements OwnedBuffer {

    private final ToyBackend owner;
    private final TensorType type;
    private final MemorySegment memory;
    private final MemoryCount count;
    private final AtomicBoolean closed = new AtomicBoolean();

    ToyBuffer(ToyBackend owner, TensorType type, MemoryCount count) {
        this.owner = owner;
        this.type = type;
        this.memory = MemorySegment.ofArray(new byte[(int) type.bytes()]).fill((byte) 0xFF);
        this.count = count;
        count.take(type.bytes());
    }

    /** Element i, row-major. */
    double get(long i) {
        return type.dtype().get(memory, i);
    }

    /** Rounds to the dtype. */
    void set(long i, double value) {
        type.dtype().set(memory, i, value);
    }

    void clear() {
        memory.fill((byte) 0);
    }

    @Override
    public void write(MemorySegment source) {
        RunContract.checkTransfer(this, source);
        memory.copyFrom(source);
    }

    @Override
    public void read(MemorySegment target) {
        RunContract.checkTransfer(this, target);
        target.copyFrom(memory);
    }

    @Override
    public TensorType type() {
        return type;
    }

    @Override
    public Backend owner() {
        return owner;
    }

    @Override
    public boolean isClosed() {
        return closed.get() || owner.isClosed();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            count.giveBack(type.bytes());
        }
    }
}
