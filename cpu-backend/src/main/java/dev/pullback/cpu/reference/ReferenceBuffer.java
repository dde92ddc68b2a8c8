package dev.pullback.cpu.reference;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.OwnedBuffer;
import dev.pullback.api.backend.RunContract;
import dev.pullback.api.error.ClosedException;
import dev.pullback.api.type.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * The elements as float64, whatever the dtype, each already rounded to it: int32 exactly, bool as 0 or 1. Before the first
 * write they are NaN, so that a kernel which forgets one is seen.
 */
final class ReferenceBuffer implements OwnedBuffer {

    private final ReferenceBackend owner;
    private final TensorType type;
    /** Null once closed, so that the memory is free even while somebody holds on to the buffer. */
    private volatile double[] values;

    ReferenceBuffer(ReferenceBackend owner, TensorType type) {
        this.owner = owner;
        this.type = type;
        double[] unwritten = new double[Math.toIntExact(type.size())];
        Arrays.fill(unwritten, Double.NaN);
        this.values = unwritten;
        owner.memoryCount().take(bytes());
    }

    /**
     * The elements themselves, row-major.
     *
     * @throws ClosedException if another thread has just closed this
     */
    double[] values() {
        double[] open = values;
        if (open == null) {
            throw new ClosedException("A buffer of type %s was closed while a program ran on it".formatted(type));
        }
        return open;
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
        return values == null || owner.isClosed();
    }

    @Override
    public void write(MemorySegment source) {
        RunContract.checkTransfer(this, source);
        double[] elements = values();
        for (int i = 0; i < elements.length; i++) {
            elements[i] = type.dtype().get(source, i);
        }
    }

    @Override
    public void read(MemorySegment target) {
        RunContract.checkTransfer(this, target);
        double[] elements = values();
        for (int i = 0; i < elements.length; i++) {
            type.dtype().set(target, i, elements[i]);
        }
    }

    @Override
    public synchronized void close() {
        if (values != null) {
            values = null;
            owner.memoryCount().giveBack(bytes());
        }
    }

    private long bytes() {
        return type.size() * Double.BYTES;
    }
}
