package dev.pullback.opencl;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.BackendOptions;
import dev.pullback.api.backend.Buffer;
import dev.pullback.api.backend.Executable;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.tensor.Traced;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** The backend that the tests run on. Without an OpenCL device they fail: a suite that skips them would prove nothing. */
final class TestBackend {

    private TestBackend() {}

    /** On the best device, or on the one meant by the property {@code pullback.test.device}. */
    static OpenClBackend open(BackendOptions options) {
        return (OpenClBackend) new OpenClProvider().open(System.getProperty("pullback.test.device", ""), options);
    }

    static OpenClBackend open() {
        return open(BackendOptions.defaults());
    }

    static OpenClBackend open(String binding, String family) {
        return open(BackendOptions.defaults().with("binding", binding).with("family", family));
    }

    static Buffer buffer(Backend backend, Traced node, float... values) {
        Buffer buffer = backend.allocate(node.type());
        try {
            buffer.write(MemorySegment.ofArray(values));
            return buffer;
        } catch (RuntimeException failure) {
            buffer.close();
            throw failure;
        }
    }

    static float[] read(Buffer buffer) {
        float[] values = new float[Math.toIntExact(buffer.type().size())];
        buffer.read(MemorySegment.ofArray(values));
        return values;
    }

    /** Compiles a graph of float32 inputs and outputs, runs it once, and closes all it made. */
    static List<float[]> run(Backend backend, Graph graph, float[]... inputs) {
        List<Buffer> in = new ArrayList<>();
        List<Buffer> out = new ArrayList<>();
        try (Executable program = backend.compile(graph)) {
            for (int i = 0; i < inputs.length; i++) {
                in.add(buffer(backend, graph.inputs().get(i), inputs[i]));
            }
            graph.outputs().forEach(output -> out.add(backend.allocate(output.type())));
            program.run(in, out);
            return out.stream().map(TestBackend::read).toList();
        } finally {
            in.forEach(Buffer::close);
            out.forEach(Buffer::close);
        }
    }
}
