package dev.pullback.conformance.decorator;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.Buffer;
import dev.pullback.api.backend.Capabilities;
import dev.pullback.api.backend.Device;
import dev.pullback.api.backend.Executable;
import dev.pullback.api.backend.MemoryUse;
import dev.pullback.api.backend.Profile;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.type.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Another backend with something around each call: subclasses override the hooks. The backend inside is owned: closing this
 * closes it.
 */
public abstract class DecoratedBackend extends Backend {

    private final Backend inside;

    protected DecoratedBackend(Backend inside) {
        this.inside = inside;
    }

    /** The backend that does the work. */
    public final Backend inside() {
        return inside;
    }

    // ── hooks ────────────────────────────────────────────────────────────────────────────────────

    /** Allocates inside. */
    protected Buffer allocateInside(TensorType type) {
        return inside.allocate(type);
    }

    /** Compiles inside. */
    protected Executable compileInside(Graph graph) {
        return inside.compile(graph);
    }

    /** Runs a program; the buffers are those of the backend inside. */
    protected void runInside(Graph graph, Executable program, List<Buffer> inputs, List<Buffer> outputs) {
        program.run(inputs, outputs);
    }

    /** Writes to a buffer inside. */
    protected void writeInside(Buffer buffer, MemorySegment source) {
        buffer.write(source);
    }

    /** Reads from a buffer inside. */
    protected void readInside(Buffer buffer, MemorySegment target) {
        buffer.read(target);
    }

    /** Closes a buffer inside; called once for each. */
    protected void closeInside(Buffer buffer) {
        buffer.close();
    }

    /** Closes a program inside; called once for each. */
    protected void closeInside(Executable program) {
        program.close();
    }

    /** Waits for the backend inside. */
    protected void synchronizeInside() {
        inside.synchronize();
    }

    // ── the backend ──────────────────────────────────────────────────────────────────────────────

    @Override
    public final Buffer allocate(TensorType type) {
        return new DecoratedBuffer(this, allocateInside(type));
    }

    @Override
    public final Executable compile(Graph graph) {
        return new DecoratedExecutable(this, graph, compileInside(graph));
    }

    @Override
    public final void synchronize() {
        synchronizeInside();
    }

    @Override
    public String id() {
        return inside.id();
    }

    @Override
    public Device device() {
        return inside.device();
    }

    @Override
    public Capabilities capabilities() {
        return inside.capabilities();
    }

    @Override
    public MemoryUse memory() {
        return inside.memory();
    }

    @Override
    public Profile profile() {
        return inside.profile();
    }

    @Override
    public void resetProfile() {
        inside.resetProfile();
    }

    @Override
    public void close() {
        closeEager();
        inside.close();
    }
}
