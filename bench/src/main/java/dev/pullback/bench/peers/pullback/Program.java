package dev.pullback.bench.peers.pullback;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.Buffer;
import dev.pullback.api.backend.Executable;
import dev.pullback.api.graph.Graph;
import dev.pullback.bench.peers.peer.Numbers;
import dev.pullback.bench.peers.peer.Task;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** A compiled graph with one result, its inputs resident: the first of seed 1, the second of seed 2. */
final class Program implements Task {

    private final Backend backend;
    private final Executable executable;
    private final List<Buffer> inputs = new ArrayList<>();
    private final Buffer result;

    /** @param range of the inputs: they are uniform between it and its negative */
    Program(Backend backend, Graph graph, double range) {
        this.backend = backend;
        executable = backend.compile(graph);
        for (var input : graph.inputs()) {
            Buffer buffer = backend.allocate(input.type());
            float[] values = Numbers.uniform(Math.toIntExact(input.type().size()), inputs.size() + 1, range);
            buffer.write(MemorySegment.ofArray(values));
            inputs.add(buffer);
        }
        result = backend.allocate(graph.outputs().getFirst().type());
    }

    @Override
    public void run(int times) {
        for (int i = 0; i < times; i++) {
            executable.run(inputs, List.of(result));
        }
        backend.synchronize();
    }

    @Override
    public double[] check() {
        run(1);
        float[] values = new float[Math.toIntExact(result.type().size())];
        result.read(MemorySegment.ofArray(values));
        return Numbers.checked(values.length, i -> values[i]);
    }
}
