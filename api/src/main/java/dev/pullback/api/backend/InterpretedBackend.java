package dev.pullback.api.backend;

import dev.pullback.api.error.CallSite;
import dev.pullback.api.error.ClosedException;
import dev.pullback.api.error.UnsupportedOpException;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.graph.Lowering;
import dev.pullback.api.op.Op;
import dev.pullback.api.tensor.Traced;
import dev.pullback.api.type.TensorType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The easy way to a backend: supply a kernel for one op at a time, and graphs run op by op, in order, each result in a
 * buffer of its own that is closed after its last use. Nothing is fused or rewritten. A custom op without a kernel runs as
 * its lowering.
 *
 * <p>A run allocates what lies between the ops, so a backend that must not allocate while it runs compiles a
 * {@link dev.pullback.api.plan.Plan} instead.
 *
 * @param <B> this backend's own kind of buffer
 */
public abstract class InterpretedBackend<B extends OwnedBuffer> extends Backend {

    private final Class<B> bufferKind;
    private final Optional<ProfileRecorder> recorder;
    private volatile boolean closed;

    /** @param options of these, {@link BackendOptions#profile()} is heeded here: time is that inside {@link Kernel#run} */
    protected InterpretedBackend(Class<B> bufferKind, BackendOptions options) {
        this.bufferKind = bufferKind;
        this.recorder = options.profile() ? Optional.of(new ProfileRecorder()) : Optional.empty();
    }

    /** The kernel for an op on operands of these types, or nothing if there is none. */
    protected abstract Optional<Kernel<B>> kernel(Op op, List<TensorType> operands, TensorType result);

    /**
     * Memory for a tensor; called only while this is open.
     *
     * @throws dev.pullback.api.error.OutOfDeviceMemoryException if there is no room
     */
    protected abstract B newBuffer(TensorType type);

    @Override
    public final B allocate(TensorType type) {
        requireOpen();
        return newBuffer(type);
    }

    @Override
    public final Executable compile(Graph graph) {
        requireOpen();
        Graph lowered = Lowering.lower(graph, node -> kernel(node).isPresent());
        var contract = new RunContract<>(this, bufferKind, graph);
        return new Interpretation<>(this, contract, Script.of(lowered, this::requiredKernel), recorder);
    }

    @Override
    public Profile profile() {
        return recorder.map(ProfileRecorder::profile).orElseGet(Profile::empty);
    }

    @Override
    public void resetProfile() {
        recorder.ifPresent(ProfileRecorder::reset);
    }

    public final boolean isClosed() {
        return closed;
    }

    /** Closes this and with it all its buffers; subclasses that hold more override it and call this first. */
    @Override
    public void close() {
        closeEager();
        closed = true;
    }

    private void requireOpen() {
        if (closed) {
            throw new ClosedException("Backend %s was closed; open it again%s".formatted(this, CallSite.describe()));
        }
    }

    private Optional<Kernel<B>> kernel(Traced node) {
        return kernel(node.op(), node.operands().stream().map(Traced::type).toList(), node.type());
    }

    private Kernel<B> requiredKernel(Traced node) {
        return kernel(node).orElseThrow(() -> {
            String operands = node.operands().stream()
                    .map(operand -> operand.type().toString())
                    .collect(Collectors.joining(", "));
            return new UnsupportedOpException(
                    "Backend %s has no kernel for op %s(%s) with result %s; choose another backend"
                            .formatted(this, node.op().name(), operands, node.type()));
        });
    }
}
