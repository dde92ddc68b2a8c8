package dev.pullback.cpu;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.OwnedBuffer;
import dev.pullback.api.backend.RunContract;
import dev.pullback.api.error.ClosedException;
import dev.pullback.api.type.TensorType;
import java.lang.foreign.MemorySegment;

/** A tensor's values in memory outside the heap, row-major. */
final class CpuBuffer implements OwnedBuffer {

    private final CpuBackend owner;
    private final TensorType type;
    private final OffHeapMemory.Block memory;
    private final Lifetime lifetime;

    CpuBuffer(CpuBackend owner, TensorType type, OffHeapMemory.Block memory) {
        this.owner = owner;
        this.type = type;
        this.memory = memory;
        this.lifetime = new Lifetime(memory::free);
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
        return lifetime.isClosed() || owner.isClosed();
    }

    /** Only to be touched between {@link #enter} and {@link #leave}. */
    MemorySegment segment() {
        return memory.segment();
    }

    /** What its memory lies between, or null if memory is not guarded. */
    GuardZones zones() {
        return memory.zones();
    }

    /**
     * Keeps the memory from being freed until {@link #leave}, as long as the backend is not closed.
     *
     * @throws ClosedException if it is closed
     */
    void enter() {
        if (!lifetime.enter()) {
            throw new ClosedException(
                    "A buffer of type %s was closed, by itself or with its backend; allocate another".formatted(type));
        }
    }

    void leave() {
        lifetime.leave();
    }

    @Override
    public void write(MemorySegment source) {
        RunContract.checkTransfer(this, source);
        copy(source, memory.segment());
    }

    @Override
    public void read(MemorySegment target) {
        RunContract.checkTransfer(this, target);
        copy(memory.segment(), target);
    }

    private void copy(MemorySegment from, MemorySegment to) {
        owner.enter();
        try {
            enter();
            try {
                to.copyFrom(from);
            } finally {
                leave();
            }
        } finally {
            owner.leave();
        }
    }

    @Override
    public void close() {
        lifetime.close();
    }
}
