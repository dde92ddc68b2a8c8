package dev.pullback.cpu;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.Buffer;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.tensor.Traced;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Runs a graph on a backend with seeded inputs; the results are plain bytes, to be compared bit by bit. */
final class GraphRun {

    private GraphRun() {}

    /** The outputs after some runs; inputs are the same for the same seed, donated ones carry over from run to run. */
    static List<byte[]> of(Backend backend, Graph graph, long seed, int runs) {
        List<Buffer> inputs = new ArrayList<>();
        List<Buffer> outputs = new ArrayList<>();
        try (var program = backend.compile(graph)) {
            var random = new Random(seed);
            for (Traced input : graph.inputs()) {
                Buffer buffer = backend.allocate(input.type());
                buffer.write(values(input.type(), random));
                inputs.add(buffer);
            }
            for (int i = 0; i < graph.outputs().size(); i++) {
                outputs.add(output(backend, graph, i, inputs));
            }
            for (int run = 0; run < runs; run++) {
                program.run(inputs, outputs);
            }
            return outputs.stream().map(GraphRun::bytes).toList();
        } finally {
            inputs.forEach(Buffer::close);
            outputs.forEach(Buffer::close);
        }
    }

    private static Buffer output(Backend backend, Graph graph, int position, List<Buffer> inputs) {
        return graph.donations().stream()
                .filter(donation -> donation.output() == position)
                .findFirst()
                .map(donation -> inputs.get(donation.input()))
                .orElseGet(() -> backend.allocate(graph.outputs().get(position).type()));
    }

    /** Numbers in [-1, 1), int32 in 0 .. 9, and both truth values. */
    static MemorySegment values(TensorType type, Random random) {
        MemorySegment memory = MemorySegment.ofArray(new byte[Math.toIntExact(type.bytes())]);
        for (long i = 0; i < type.size(); i++) {
            switch (type.dtype()) {
                case FLOAT32 ->
                    memory.set(ValueLayout.JAVA_FLOAT_UNALIGNED, i * Float.BYTES, 2 * random.nextFloat() - 1);
                case FLOAT64 ->
                    memory.set(ValueLayout.JAVA_DOUBLE_UNALIGNED, i * Double.BYTES, 2 * random.nextDouble() - 1);
                case INT32 -> memory.set(ValueLayout.JAVA_INT_UNALIGNED, i * Integer.BYTES, random.nextInt(10));
                case BOOL -> memory.set(ValueLayout.JAVA_BYTE, i, (byte) random.nextInt(2));
            }
        }
        return memory;
    }

    static byte[] bytes(Buffer buffer) {
        byte[] bytes = new byte[Math.toIntExact(buffer.type().bytes())];
        buffer.read(MemorySegment.ofArray(bytes));
        return bytes;
    }

    /** One output as float64 numbers. */
    static double[] numbers(byte[] bytes, DType dtype) {
        MemorySegment memory = MemorySegment.ofArray(bytes);
        double[] numbers = new double[bytes.length / dtype.bytes()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = switch (dtype) {
                case FLOAT32 -> memory.get(ValueLayout.JAVA_FLOAT_UNALIGNED, (long) i * Float.BYTES);
                case FLOAT64 -> memory.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, (long) i * Double.BYTES);
                case INT32 -> memory.get(ValueLayout.JAVA_INT_UNALIGNED, (long) i * Integer.BYTES);
                case BOOL -> bytes[i];
            };
        }
        return numbers;
    }
}
