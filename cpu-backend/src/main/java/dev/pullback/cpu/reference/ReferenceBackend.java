package dev.pullback.cpu.reference;

import dev.pullback.api.backend.BackendOptions;
import dev.pullback.api.backend.Capabilities;
import dev.pullback.api.backend.Device;
import dev.pullback.api.backend.InterpretedBackend;
import dev.pullback.api.backend.Kernel;
import dev.pullback.api.backend.MemoryCount;
import dev.pullback.api.backend.MemoryUse;
import dev.pullback.api.error.OutOfDeviceMemoryException;
import dev.pullback.api.op.Bilinear;
import dev.pullback.api.op.CustomOp;
import dev.pullback.api.op.Elementwise;
import dev.pullback.api.op.General;
import dev.pullback.api.op.Linear;
import dev.pullback.api.op.Op;
import dev.pullback.api.op.Source;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** Runs each op by its definition. Slow on purpose: what is obvious here is what the fast backends are measured against. */
class ReferenceBackend extends InterpretedBackend<ReferenceBuffer> {

    static final String ID = "reference";

    /** The longest array that every JVM can make. */
    private static final int MAX_ELEMENTS = Integer.MAX_VALUE - 8;

    private final Device device;
    private final MemoryCount memory = new MemoryCount();

    ReferenceBackend(Device device, BackendOptions options) {
        super(ReferenceBuffer.class, options);
        this.device = device;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Device device() {
        return device;
    }

    /**
     * An element of any dtype takes eight bytes here, so it is the number of elements that is limited. Java watches the ends of
     * arrays, and fresh ones are NaN: memory is always guarded.
     */
    @Override
    public Capabilities capabilities() {
        return new Capabilities(EnumSet.allOf(DType.class), true, true, true, MAX_ELEMENTS);
    }

    @Override
    protected Optional<Kernel<ReferenceBuffer>> kernel(Op op, List<TensorType> operands, TensorType result) {
        return switch (op) {
            case Elementwise elementwise -> Optional.of(ElementwiseKernels.of(elementwise, operands, result));
            case Linear linear -> Optional.of(LinearKernels.of(linear, operands, result));
            case Bilinear bilinear -> Optional.of(BilinearKernels.of(bilinear, operands, result));
            case General general -> Optional.of(GeneralKernels.of(general, operands.getFirst(), result));
            case Source source -> Optional.of(SourceKernels.of(source, result));
            case CustomOp _ -> Optional.empty();
        };
    }

    @Override
    protected ReferenceBuffer newBuffer(TensorType type) {
        if (type.size() > MAX_ELEMENTS) {
            throw outOfMemory(type, null);
        }
        try {
            return new ReferenceBuffer(this, type);
        } catch (OutOfMemoryError full) {
            throw outOfMemory(type, full);
        }
    }

    private OutOfDeviceMemoryException outOfMemory(TensorType type, OutOfMemoryError cause) {
        Runtime runtime = Runtime.getRuntime();
        long used = runtime.totalMemory() - runtime.freeMemory();
        long asked = Math.multiplyExact(type.size(), (long) Double.BYTES);
        return new OutOfDeviceMemoryException(toString(), asked, used, runtime.maxMemory(), cause);
    }

    @Override
    public MemoryUse memory() {
        return isClosed() ? MemoryUse.NONE : memory.use();
    }

    MemoryCount memoryCount() {
        return memory;
    }

    /** Every run is over when it returns. */
    @Override
    public void synchronize() {}
}
