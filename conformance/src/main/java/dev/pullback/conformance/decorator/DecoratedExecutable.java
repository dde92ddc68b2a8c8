package dev.pullback.conformance.decorator;

import dev.pullback.api.backend.Buffer;
import dev.pullback.api.backend.Executable;
import dev.pullback.api.graph.Graph;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** A program of a decorated backend around one of the backend inside. */
final class DecoratedExecutable implements Executable {

    private final DecoratedBackend owner;
    private final Graph graph;
    private final Executable inside;
    private final AtomicBoolean closed = new AtomicBoolean();

    DecoratedExecutable(DecoratedBackend owner, Graph graph, Executable inside) {
        this.owner = owner;
        this.graph = graph;
        this.inside = inside;
    }

    @Override
    public void run(List<? extends Buffer> inputs, List<? extends Buffer> outputs) {
        owner.runInside(graph, inside, inside(inputs), inside(outputs));
    }

    private List<Buffer> inside(List<? extends Buffer> buffers) {
        List<Buffer> unwrapped = new ArrayList<>();
        buffers.forEach(buffer -> unwrapped.add(DecoratedBuffer.inside(owner, buffer)));
        return unwrapped;
    }

    @Override
    public List<String> describe() {
        return inside.describe();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            owner.closeInside(inside);
        }
    }
}
