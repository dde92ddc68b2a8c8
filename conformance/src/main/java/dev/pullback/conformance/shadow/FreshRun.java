package dev.pullback.conformance.shadow;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.Buffer;
import dev.pullback.api.backend.Executable;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.tensor.Traced;
import dev.pullback.conformance.numeric.Values;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One run of a program on buffers made for it alone. */
final class FreshRun {

    private FreshRun() {}

    /** Compiles, runs once, and reads every output. */
    static List<Values> of(Backend backend, Graph graph, List<Values> inputs) {
        try (Executable program = backend.compile(graph)) {
            return of(backend, program, graph, inputs);
        }
    }

    /** Runs a program of that graph once, and reads every output. */
    static List<Values> of(Backend backend, Executable program, Graph graph, List<Values> inputs) {
        List<Buffer> open = new ArrayList<>();
        try {
            List<Buffer> in = new ArrayList<>();
            for (Values values : inputs) {
                Buffer buffer = backend.allocate(values.type());
                open.add(buffer);
                buffer.write(values.toMemory());
                in.add(buffer);
            }
            List<Buffer> out = outputs(backend, graph, in, open);
            program.run(in, out);
            return out.stream().map(FreshRun::read).toList();
        } finally {
            open.forEach(Buffer::close);
        }
    }

    private static List<Buffer> outputs(Backend backend, Graph graph, List<Buffer> inputs, List<Buffer> open) {
        Map<Integer, Buffer> donated = new HashMap<>();
        graph.donations().forEach(donation -> donated.put(donation.output(), inputs.get(donation.input())));
        List<Buffer> outputs = new ArrayList<>();
        for (Traced output : graph.outputs()) {
            Buffer buffer = donated.get(outputs.size());
            if (buffer == null) {
                buffer = backend.allocate(output.type());
                open.add(buffer);
            }
            outputs.add(buffer);
        }
        return outputs;
    }

    /** Waits for the device and copies the values out. */
    static Values read(Buffer buffer) {
        try (Arena arena = Arena.ofConfined()) {
            long bytes = buffer.type().bytes();
            MemorySegment memory =
                    arena.allocate(Math.max(1, bytes), Long.BYTES).asSlice(0, bytes);
            buffer.read(memory);
            return Values.read(buffer.type(), memory);
        }
    }
}
