package dev.pullback.api.check;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.Buffer;
import dev.pullback.api.backend.Executable;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.tensor.Stored;
import dev.pullback.api.tensor.Traced;
import dev.pullback.api.type.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** A graph compiled once, with buffers of its own, to be run on many values. */
final class Program implements AutoCloseable {

    private final Executable executable;
    private final List<Buffer> inputs = new ArrayList<>();
    private final List<Buffer> outputs = new ArrayList<>();

    private Program(Executable executable) {
        this.executable = executable;
    }

    /** @param given the graph's inputs, but for those that were captured: these bring their values */
    static Program of(Backend backend, Graph graph, List<Value> given) {
        var program = new Program(backend.compile(graph));
        try {
            given.forEach(value -> program.inputs.add(written(backend, value)));
            for (Stored captured : graph.captured()) {
                program.inputs.add(written(backend, Value.of(captured)));
            }
            for (Traced output : graph.outputs()) {
                program.outputs.add(backend.allocate(output.type()));
            }
            return program;
        } catch (RuntimeException failure) {
            program.close();
            throw failure;
        }
    }

    /** Runs a graph once. */
    static List<Value> results(Backend backend, Graph graph, List<Value> given) {
        try (Program program = of(backend, graph, given)) {
            return program.run();
        }
    }

    private static Buffer written(Backend backend, Value value) {
        Buffer buffer = backend.allocate(value.type());
        try {
            buffer.write(value.memory());
            return buffer;
        } catch (RuntimeException failure) {
            buffer.close();
            throw failure;
        }
    }

    void set(int input, Value value) {
        inputs.get(input).write(value.memory());
    }

    List<Value> run() {
        executable.run(inputs, outputs);
        return outputs.stream().map(Program::read).toList();
    }

    private static Value read(Buffer buffer) {
        TensorType type = buffer.type();
        MemorySegment memory = MemorySegment.ofArray(new byte[Math.toIntExact(type.bytes())]);
        buffer.read(memory);
        return new Value(type, memory);
    }

    @Override
    public void close() {
        inputs.forEach(Buffer::close);
        outputs.forEach(Buffer::close);
        executable.close();
    }
}
