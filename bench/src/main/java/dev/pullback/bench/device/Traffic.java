package dev.pullback.bench.device;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.Buffer;
import dev.pullback.api.backend.Executable;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** How fast bytes move, and how long a kernel takes that does next to nothing. */
record Traffic(Backend backend, BiConsumer<String, Map<String, Object>> report) {

    private static final int ELEMENTS = 1 << 26;
    private static final int CHAIN = 200;

    void measure() {
        TensorType vector = TensorType.of(DType.FLOAT32, ELEMENTS);
        gigabytes(
                "scale and shift",
                8.0 * ELEMENTS,
                vector,
                inputs -> List.of(inputs.getFirst().mul(2).add(1)));
        gigabytes(
                "sigmoid",
                8.0 * ELEMENTS,
                vector,
                inputs -> List.of(inputs.getFirst().sigmoid()));
        gigabytes(
                "sum of all",
                4.0 * ELEMENTS,
                vector,
                inputs -> List.of(inputs.getFirst().sum()));
        TensorType matrix = TensorType.of(DType.FLOAT32, 8192, 8192);
        gigabytes(
                "sum of columns",
                4.0 * ELEMENTS,
                matrix,
                inputs -> List.of(inputs.getFirst().sum(0)));
        gigabytes(
                "sum of rows",
                4.0 * ELEMENTS,
                matrix,
                inputs -> List.of(inputs.getFirst().sum(1)));
        launches();
        transfers(vector);
    }

    private void gigabytes(String name, double bytes, TensorType type, TensorFunction function) {
        double seconds = seconds(Graph.trace(function, type), Product.uniform(ELEMENTS, 5));
        report.accept(name, Map.of("gigabytesPerSecond", 1e-9 * bytes / seconds));
    }

    /** Products of matrices so small that a kernel's start is all that takes time; none of them can be fused. */
    private void launches() {
        TensorType type = TensorType.of(DType.FLOAT32, 8, 8);
        TensorFunction chain = inputs -> {
            Tensor x = inputs.getFirst();
            for (int i = 0; i < CHAIN; i++) {
                x = x.matmul(inputs.getFirst());
            }
            return List.of(x);
        };
        Graph many = Graph.trace(chain, type);
        double seconds = seconds(many, Product.uniform(64, 5));
        report.accept("kernel of a chain", Map.of("microseconds", 1e6 * seconds / CHAIN));
        try (Executable program = backend.compile(many);
                Buffer input = Product.filled(backend, type, Product.uniform(64, 5));
                Buffer output = backend.allocate(type)) {
            double host = Timing.hostSeconds(() -> program.run(List.of(input), List.of(output)), backend::synchronize);
            report.accept("enqueueing a kernel of a chain", Map.of("microseconds", 1e6 * host / CHAIN));
        }
        TensorFunction one = inputs -> List.of(inputs.getFirst().matmul(inputs.getFirst()));
        Graph graph = Graph.trace(one, type);
        try (Executable program = backend.compile(graph);
                Buffer input = Product.filled(backend, type, Product.uniform(64, 5));
                Buffer output = backend.allocate(type)) {
            double waited = Timing.seconds(
                    () -> {
                        program.run(List.of(input), List.of(output));
                        backend.synchronize();
                    },
                    () -> {});
            report.accept("run of one kernel and wait", Map.of("microseconds", 1e6 * waited));
        }
    }

    private double seconds(Graph graph, float[] values) {
        try (Executable program = backend.compile(graph);
                Buffer input = Product.filled(backend, graph.inputs().getFirst().type(), values);
                Buffer output = backend.allocate(graph.outputs().getFirst().type())) {
            return Timing.seconds(() -> program.run(List.of(input), List.of(output)), backend::synchronize);
        }
    }

    private void transfers(TensorType type) {
        try (Arena arena = Arena.ofConfined();
                Buffer buffer = backend.allocate(type)) {
            MemorySegment memory = arena.allocate(4L * ELEMENTS, 64);
            memory.fill((byte) 0);
            double write = Timing.seconds(() -> buffer.write(memory), backend::synchronize);
            double read = Timing.seconds(() -> buffer.read(memory), backend::synchronize);
            report.accept("host to device", Map.of("gigabytesPerSecond", 4e-9 * ELEMENTS / write));
            report.accept("device to host", Map.of("gigabytesPerSecond", 4e-9 * ELEMENTS / read));
            MemorySegment heap = MemorySegment.ofArray(new float[ELEMENTS]);
            double fromHeap = Timing.seconds(() -> buffer.write(heap), backend::synchronize);
            double toHeap = Timing.seconds(() -> buffer.read(heap), backend::synchronize);
            report.accept("Java array to device", Map.of("gigabytesPerSecond", 4e-9 * ELEMENTS / fromHeap));
            report.accept("device to Java array", Map.of("gigabytesPerSecond", 4e-9 * ELEMENTS / toHeap));
        }
    }
}
