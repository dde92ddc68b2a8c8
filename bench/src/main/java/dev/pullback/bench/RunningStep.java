package dev.pullback.bench;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.Buffer;
import dev.pullback.api.backend.Executable;
import dev.pullback.api.graph.Graph;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A compiled step with its buffers, ready to be timed. */
final class RunningStep implements AutoCloseable {

    private final Backend backend;
    private final Executable program;
    private final List<Buffer> inputs = new ArrayList<>();
    private final List<Buffer> outputs = new ArrayList<>();

    RunningStep(Backend backend, Graph graph) {
        this.backend = backend;
        this.program = backend.compile(graph);
        var random = new SplittableRandom(graph.inputs().size());
        graph.inputs().forEach(input -> inputs.add(uniform(backend.allocate(input.type()), random)));
        for (int i = 0; i < graph.outputs().size(); i++) {
            boolean donated = i < graph.donations().size();
            outputs.add(
                    donated
                            ? inputs.get(i)
                            : backend.allocate(graph.outputs().get(i).type()));
        }
    }

    /** Nanoseconds of one run, to its end. */
    long nanoseconds() {
        long start = System.nanoTime();
        program.run(inputs, outputs);
        backend.synchronize();
        return System.nanoTime() - start;
    }

    /** Numbers in ±½·√(12/width), of variance 1/width: so no layer's output grows or dies. */
    private static Buffer uniform(Buffer buffer, SplittableRandom random) {
        double size = Math.sqrt(12.0 / DeepStep.WIDTH);
        float[] values = new float[Math.toIntExact(buffer.type().size())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) ((random.nextDouble() - 0.5) * size);
        }
        buffer.write(MemorySegment.ofArray(values));
        return buffer;
    }

    @Override
    public void close() {
        inputs.forEach(Buffer::close);
        outputs.forEach(Buffer::close);
        program.close();
    }
}
