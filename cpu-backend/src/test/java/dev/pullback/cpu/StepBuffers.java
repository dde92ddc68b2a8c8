package dev.pullback.cpu;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.Buffer;
import dev.pullback.api.backend.Executable;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** A compiled {@link TrainingStep} of float32 with buffers of made-up numbers, ready to run. */
record StepBuffers(Executable program, List<Buffer> inputs, List<Buffer> outputs) {

    static StepBuffers of(Backend backend, int batch, int... widths) {
        Graph graph = TrainingStep.of(DType.FLOAT32, batch, widths);
        var random = new SplittableRandom(3);
        List<Buffer> inputs = new ArrayList<>();
        for (var input : graph.inputs()) {
            inputs.add(filled(backend, input.type(), random));
        }
        List<Buffer> outputs =
                new ArrayList<>(inputs.subList(0, graph.donations().size()));
        outputs.add(backend.allocate(TensorType.of(DType.FLOAT32)));
        return new StepBuffers(backend.compile(graph), List.copyOf(inputs), List.copyOf(outputs));
    }

    private static Buffer filled(Backend backend, TensorType type, SplittableRandom random) {
        Buffer buffer = backend.allocate(type);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment values = arena.allocate(type.bytes(), 8);
            for (long i = 0; i < type.bytes() / 4; i++) {
                if (type.dtype() == DType.INT32) {
                    values.setAtIndex(ValueLayout.JAVA_INT, i, random.nextInt(10));
                } else {
                    values.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) random.nextDouble(-0.1, 0.1));
                }
            }
            buffer.write(values);
        }
        return buffer;
    }

    void run(int steps) {
        for (int i = 0; i < steps; i++) {
            program.run(inputs, outputs);
        }
    }

    /** The loss, then the sum of the bits of all parameters. */
    String state() {
        StringBuilder state = new StringBuilder();
        for (Buffer output : outputs) {
            byte[] bytes = new byte[Math.toIntExact(output.type().bytes())];
            output.read(MemorySegment.ofArray(bytes));
            state.append(Integer.toHexString(Arrays.hashCode(bytes))).append(' ');
        }
        return state.toString();
    }
}
