package dev.pullback.conformance.kit;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.Buffer;
import dev.pullback.api.backend.Executable;
import dev.pullback.api.graph.Graph;
import dev.pullback.conformance.cases.Case;
import dev.pullback.conformance.numeric.Values;
import java.util.ArrayList;
import java.util.List;

/** A program on its buffers, run and timed again and again. */
final class Stopwatch implements AutoCloseable {

    private static final int WARM_RUNS = 3;
    private static final long WARM_NANOS = 200_000_000;
    private static final int RUNS = 10;
    private static final long NANOS = 500_000_000;

    private final Backend backend;
    private final Executable program;
    private final List<Buffer> inputs = new ArrayList<>();
    private final List<Buffer> outputs = new ArrayList<>();
    private final List<Long> times = new ArrayList<>();
    private long total;

    Stopwatch(Backend backend, Case one) {
        this.backend = backend;
        Graph graph = one.graph();
        program = backend.compile(graph);
        try {
            one.inputs().forEach(values -> inputs.add(Execution.buffer(backend, values)));
            outputs.addAll(Execution.outputs(backend, graph, inputs));
        } catch (RuntimeException failure) {
            close();
            throw failure;
        }
    }

    /** Until the JVM has compiled, the device has its clock up, and caches are filled. */
    void warmUp(Runnable betweenRuns) {
        long begin = System.nanoTime();
        for (int i = 0; i < WARM_RUNS || System.nanoTime() - begin < WARM_NANOS; i++) {
            betweenRuns.run();
            run();
        }
    }

    /** Once more, unless there is enough. */
    void time(Runnable betweenRuns) {
        if (isEnough()) {
            return;
        }
        betweenRuns.run();
        long nanos = run();
        times.add(nanos);
        total += nanos;
    }

    boolean isEnough() {
        return times.size() >= RUNS && total >= NANOS;
    }

    /** Seconds. */
    double median() {
        List<Long> sorted = times.stream().sorted().toList();
        int middle = sorted.size() / 2;
        double nanos = sorted.size() % 2 == 1
                ? sorted.get(middle)
                : (sorted.get(middle - 1) + (double) sorted.get(middle)) / 2;
        return nanos * 1e-9;
    }

    Values result() {
        return Execution.read(outputs.getFirst());
    }

    /** A run ends when the device has done it. */
    private long run() {
        long begin = System.nanoTime();
        program.run(inputs, outputs);
        backend.synchronize();
        return System.nanoTime() - begin;
    }

    @Override
    public void close() {
        outputs.forEach(Buffer::close);
        inputs.forEach(Buffer::close);
        program.close();
    }
}
