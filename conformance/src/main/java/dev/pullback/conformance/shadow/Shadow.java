package dev.pullback.conformance.shadow;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.Buffer;
import dev.pullback.api.backend.Executable;
import dev.pullback.api.error.DivergenceException;
import dev.pullback.api.error.InputOutputException;
import dev.pullback.api.graph.Graph;
import dev.pullback.conformance.decorator.DecoratedBackend;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Another backend with the reference beside it: stops at the first op that diverges, and leaves a {@link Bundle} that
 * replays it.
 *
 * <pre>{@code
 * try (var backend = new Shadow(Backends.open("opencl"), Backends.open("reference"), Path.of("divergences"))) {
 *     new Trainer(network).fit(backend, data.train(), data.test());
 * }
 * }</pre>
 *
 * Every program runs as it would without, so results are the same bits. Then the same ops run once more with every
 * intermediate result written out, and each op's result is compared with the reference's for the same operands, within the op's
 * own limit; at last the program's results are compared with those of its ops, since a fault may lie in how ops are fused.
 *
 * <p>It is made for finding faults, not for speed: all intermediate results of a run are in memory at once, on the device and
 * here as float64, every input and result travels from the device, and the reference is slow. Take a small network and few
 * steps. Runs and writes of several threads follow one another. What a backend reports of itself (memory, profile) counts
 * the second run of the ops as well.
 */
public final class Shadow extends DecoratedBackend {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS", Locale.ROOT);

    private final Backend reference;
    private final Path folder;
    private final Object order = new Object();
    private final AtomicInteger written = new AtomicInteger();

    /**
     * @param backend the one to watch; closed with this
     * @param reference the one to believe; closed with this
     * @param folder where bundles are written; made when the first is
     */
    public Shadow(Backend backend, Backend reference, Path folder) {
        super(backend);
        this.reference = reference;
        this.folder = folder;
    }

    @Override
    protected Executable compileInside(Graph graph) {
        return new ShadowedProgram(this, super.compileInside(graph), new Examination(inside(), reference, graph));
    }

    /**
     * Runs and compares.
     *
     * @throws DivergenceException at the first op that is not the reference's
     */
    @Override
    protected void runInside(Graph graph, Executable program, List<Buffer> inputs, List<Buffer> outputs) {
        synchronized (order) {
            super.runInside(graph, program, inputs, outputs);
        }
    }

    /** Not between the moment a run's inputs are noted and the run. */
    @Override
    protected void writeInside(Buffer buffer, MemorySegment source) {
        synchronized (order) {
            super.writeInside(buffer, source);
        }
    }

    void report(Optional<Divergence> found) {
        if (found.isPresent()) {
            throw exception(found.get());
        }
    }

    private DivergenceException exception(Divergence divergence) {
        String message = "%s and %s diverge: %s.".formatted(inside(), reference.id(), divergence.describe());
        Path file = folder.resolve("divergence-%s-%s-%d.npz"
                .formatted(divergence.node().op().name(), LocalDateTime.now().format(TIME), written.incrementAndGet()));
        try {
            new Bundle(Origin.of(inside(), reference), divergence).write(file);
        } catch (InputOutputException e) {
            return new DivergenceException(message + " Nothing is left to replay it: " + e.getMessage(), e);
        }
        return new DivergenceException(
                "%s %s replays it: 'pullback check --bundle %s', or Bundle.read(file).replay(backend, reference)"
                        .formatted(message, file, file),
                file);
    }

    @Override
    public void close() {
        super.close();
        reference.close();
    }
}
