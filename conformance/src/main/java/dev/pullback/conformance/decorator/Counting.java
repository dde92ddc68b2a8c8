package dev.pullback.conformance.decorator;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.Buffer;
import dev.pullback.api.backend.Executable;
import dev.pullback.api.error.CallSite;
import dev.pullback.api.error.LeakException;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.tensor.Traced;
import dev.pullback.api.type.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/**
 * Counts what was made, what ran, what moved to the device and back, and what is still open.
 *
 * <pre>{@code
 * try (var backend = Counting.withSites(Backends.open())) {
 *     new Trainer(network).fit(backend, train, test);
 *     System.out.println(backend.counts().runs() + " runs");
 *     backend.requireAllClosed();    // else a LeakException that says what was left open, and where it was made
 * }
 * }</pre>
 *
 * Around other decorators this belongs outermost: then it sees what the user does, and not what they add to it.
 */
public final class Counting extends DecoratedBackend {

    private final boolean sites;
    private final Ledger<Buffer> buffers = new Ledger<>();
    private final Ledger<Executable> programs = new Ledger<>();
    private final LongAdder runs = new LongAdder();
    private final LongAdder writes = new LongAdder();
    private final LongAdder bytesWritten = new LongAdder();
    private final LongAdder reads = new LongAdder();
    private final LongAdder bytesRead = new LongAdder();

    /** Counts, at next to no cost. */
    public Counting(Backend inside) {
        this(inside, false);
    }

    private Counting(Backend inside, boolean sites) {
        super(inside);
        this.sites = sites;
    }

    /** Also remembers for each buffer and program which line of the user's code it comes from: a walk of the stack each time. */
    public static Counting withSites(Backend inside) {
        return new Counting(inside, true);
    }

    /** Everything so far. While other threads work, the numbers need not belong to one moment. */
    public Counts counts() {
        return new Counts(
                buffers.made(),
                programs.made(),
                runs.sum(),
                writes.sum(),
                bytesWritten.sum(),
                reads.sum(),
                bytesRead.sum(),
                buffers.open(),
                buffers.openBytes(),
                programs.open());
    }

    /**
     * Checks that every buffer and every program has been closed. Programs of ops that ran at once belong to the backend,
     * which keeps them to use them again; they are closed here and compiled anew when they are needed.
     *
     * @throws LeakException if one is open, with its type and, if it was asked for, the line that made it
     */
    public void requireAllClosed() {
        closeEager();
        List<String> open = new ArrayList<>(buffers.describe());
        open.addAll(programs.describe());
        if (!open.isEmpty()) {
            throw new LeakException(
                    "%,d buffers (%,d bytes) and %,d programs were not closed on %s:%n%s%n%s"
                            .formatted(
                                    buffers.open(),
                                    buffers.openBytes(),
                                    programs.open(),
                                    this,
                                    open.stream().map(line -> "  " + line).collect(Collectors.joining("\n")),
                                    sites
                                            ? "Close them, or make them inside a scope."
                                            : "Close them, or make them inside a scope; Counting.withSites(backend) tells where they were made."));
        }
    }

    @Override
    protected Buffer allocateInside(TensorType type) {
        Buffer buffer = super.allocateInside(type);
        buffers.opened(buffer, "a buffer of type " + type, type.bytes(), site());
        return buffer;
    }

    @Override
    protected Executable compileInside(Graph graph) {
        Executable program = super.compileInside(graph);
        String outputs = graph.outputs().stream()
                .map(Traced::type)
                .map(TensorType::toString)
                .collect(Collectors.joining(", "));
        programs.opened(
                program, "a program of %d ops for %s".formatted(graph.nodes().size(), outputs), 0, site());
        return program;
    }

    @Override
    protected void runInside(Graph graph, Executable program, List<Buffer> inputs, List<Buffer> outputs) {
        super.runInside(graph, program, inputs, outputs);
        runs.increment();
    }

    @Override
    protected void writeInside(Buffer buffer, MemorySegment source) {
        super.writeInside(buffer, source);
        writes.increment();
        bytesWritten.add(source.byteSize());
    }

    @Override
    protected void readInside(Buffer buffer, MemorySegment target) {
        super.readInside(buffer, target);
        reads.increment();
        bytesRead.add(target.byteSize());
    }

    @Override
    protected void closeInside(Buffer buffer) {
        buffers.closed(buffer);
        super.closeInside(buffer);
    }

    @Override
    protected void closeInside(Executable program) {
        programs.closed(program);
        super.closeInside(program);
    }

    private String site() {
        return sites ? CallSite.describe() : "";
    }
}
