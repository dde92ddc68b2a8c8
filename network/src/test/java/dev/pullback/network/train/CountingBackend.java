package dev.pullback.network.train;

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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Another backend, with a count of what was made, what ran, what moved, and what is still open. */
final class CountingBackend extends Backend {

    final Backend delegate;
    final Set<AutoCloseable> open = new HashSet<>();
    final List<Graph> compiled = new ArrayList<>();
    int allocated;
    int runs;
    int reads;
    int writes;

    CountingBackend(Backend delegate) {
        this.delegate = delegate;
    }

    private final class CountedBuffer implements Buffer {
        final Buffer buffer;

        CountedBuffer(Buffer buffer) {
            this.buffer = buffer;
            open.add(this);
            allocated++;
        }

        @Override
        public TensorType type() {
            return buffer.type();
        }

        @Override
        public void write(MemorySegment source) {
            writes++;
            buffer.write(source);
        }

        @Override
        public void read(MemorySegment target) {
            reads++;
            buffer.read(target);
        }

        @Override
        public void close() {
            open.remove(this);
            buffer.close();
        }
    }

    private final class CountedExecutable implements Executable {
        final Executable program;

        CountedExecutable(Executable program) {
            this.program = program;
            open.add(this);
        }

        @Override
        public void run(List<? extends Buffer> inputs, List<? extends Buffer> outputs) {
            runs++;
            program.run(inside(inputs), inside(outputs));
        }

        @Override
        public List<String> describe() {
            return program.describe();
        }

        @Override
        public void close() {
            open.remove(this);
            program.close();
        }
    }

    private static List<Buffer> inside(List<? extends Buffer> buffers) {
        return buffers.stream()
                .map(CountedBuffer.class::cast)
                .map(counted -> counted.buffer)
                .toList();
    }

    @Override
    public String id() {
        return "counting";
    }

    @Override
    public Device device() {
        return delegate.device();
    }

    @Override
    public Capabilities capabilities() {
        return delegate.capabilities();
    }

    @Override
    public Executable compile(Graph graph) {
        compiled.add(graph);
        return new CountedExecutable(delegate.compile(graph));
    }

    @Override
    public Buffer allocate(TensorType type) {
        return new CountedBuffer(delegate.allocate(type));
    }

    @Override
    public void synchronize() {
        delegate.synchronize();
    }

    @Override
    public MemoryUse memory() {
        return delegate.memory();
    }

    @Override
    public Profile profile() {
        return delegate.profile();
    }

    @Override
    public void resetProfile() {
        delegate.resetProfile();
    }

    @Override
    public void close() {
        closeEager();
        delegate.close();
    }
}
