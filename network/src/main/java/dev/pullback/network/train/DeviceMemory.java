package dev.pullback.network.train;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.Buffer;
import dev.pullback.api.backend.Executable;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;

/** Buffers and programs that live and go together. */
final class DeviceMemory implements AutoCloseable {

    private final Backend backend;
    private final Deque<AutoCloseable> owned = new ArrayDeque<>();

    DeviceMemory(Backend backend) {
        this.backend = backend;
    }

    Backend backend() {
        return backend;
    }

    private Buffer allocate(TensorType type) {
        Buffer buffer = backend.allocate(type);
        owned.push(buffer);
        return buffer;
    }

    Buffer filled(TensorType type, MemorySegment values) {
        Buffer buffer = allocate(type);
        buffer.write(values);
        return buffer;
    }

    Buffer floats(float[] values, int... shape) {
        return filled(TensorType.of(DType.FLOAT32, shape), MemorySegment.ofArray(values));
    }

    Buffer integers(int[] values, int... shape) {
        return filled(TensorType.of(DType.INT32, shape), MemorySegment.ofArray(values));
    }

    Buffer zeros(TensorType type) {
        return filled(type, MemorySegment.ofArray(new byte[Math.toIntExact(type.bytes())]));
    }

    Executable compile(Graph graph) {
        Executable program = backend.compile(graph);
        owned.push(program);
        return program;
    }

    /** Closes everything, the youngest first; one that fails does not keep the others. */
    @Override
    public void close() {
        RuntimeException first = null;
        while (!owned.isEmpty()) {
            try {
                closeYoungest();
            } catch (RuntimeException failure) {
                if (first == null) {
                    first = failure;
                } else {
                    first.addSuppressed(failure);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private void closeYoungest() {
        switch (owned.pop()) {
            case Buffer buffer -> buffer.close();
            case Executable program -> program.close();
            case AutoCloseable other -> throw new AssertionError("nothing else is owned: " + other);
        }
    }
}
