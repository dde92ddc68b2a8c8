package dev.pullback.examples.toy;

import dev.pullback.api.backend.BackendOptions;
import dev.pullback.api.backend.Capabilities;
import dev.pullback.api.backend.Device;
import dev.pullback.api.backend.InterpretedBackend;
import dev.pullback.api.backend.Kernel;
import dev.pullback.api.backend.MemoryCount;
import dev.pullback.api.backend.MemoryUse;
import dev.pullback.api.error.OutOfDeviceMemoryException;
import dev.pullback.api.op.Op;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** Every op of the vocabulary on Java's heap, by one formula each. */
class ToyBackend extends InterpretedBackend<ToyBuffer> {

    private static final long LARGEST_BUFFER = Integer.MAX_VALUE - 8;

    private final Device device;
    private final MemoryCount count = new MemoryCount();

    ToyBackend(Device device, BackendOptions options) {
        super(ToyBuffer.class, options);
        this.device = device;
    }

    @Override
    public String id() {
        return "toy";
    }

    @Override
    public Device device() {
        return device;
    }

    /** Guards are heeded without being asked for: Java watches the ends of arrays, and fresh memory is {@code 0xFF}. */
    @Override
    public Capabilities capabilities() {
        boolean denormals = true;
        boolean deterministic = true;
        boolean guards = true;
        return new Capabilities(EnumSet.allOf(DType.class), denormals, deterministic, guards, LARGEST_BUFFER);
    }

    @Override
    protected Optional<Kernel<ToyBuffer>> kernel(Op op, List<TensorType> operands, TensorType result) {
        return Formulas.kernel(op, operands, result);
    }

    @Override
    protected ToyBuffer newBuffer(TensorType type) {
        if (type.bytes() > LARGEST_BUFFER) {
            throw outOfMemory(type, null);
        }
        try {
            return new ToyBuffer(this, type, count);
        } catch (OutOfMemoryError full) {
            throw outOfMemory(type, full);
        }
    }

    private OutOfDeviceMemoryException outOfMemory(TensorType type, OutOfMemoryError cause) {
        long inUse = memory().bytes();
        return new OutOfDeviceMemoryException(toString(), type.bytes(), inUse, device.memoryBytes(), cause);
    }

    @Override
    public MemoryUse memory() {
        return isClosed() ? MemoryUse.NONE : count.use();
    }

    /** Every run is over when it returns. */
    @Override
    public void synchronize() {}
}
