package dev.pullback.conformance.kit;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.Buffer;
import dev.pullback.api.backend.Executable;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.tensor.Traced;
import dev.pullback.api.type.TensorType;
import dev.pullback.conformance.numeric.Values;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs graphs on given values, through the SPI alone. */
final class Execution {

    /** No float has these bytes twice in a row by accident, and as an int32 they are far from every test value. */
    private static final byte POISON = (byte) 0xFF;

    private Execution() {}

    /** Compiles, runs once and reads every output. */
    static List<Values> of(Backend backend, Graph graph, List<Values> inputs) {
        try (Executable program = backend.compile(graph)) {
            return of(backend, program, graph, inputs);
        }
    }

    /**
     * Runs a program on fresh buffers. What outputs held before must not show, and inputs that are not donated must be what
     * they were.
     */
    static List<Values> of(Backend backend, Executable program, Graph graph, List<Values> inputs) {
        List<Buffer> in = new ArrayList<>();
        List<Buffer> out = new ArrayList<>();
        try {
            for (Values values : inputs) {
                in.add(buffer(backend, values));
            }
            addOutputs(backend, graph, in, out);
            program.run(in, out);
            List<Values> results = out.stream().map(Execution::read).toList();
            requireUnchanged(graph, in, inputs);
            return results;
        } finally {
            in.forEach(Buffer::close);
            out.forEach(Buffer::close);
        }
    }

    static Buffer buffer(Backend backend, Values values) {
        return written(backend, values.type(), values.toMemory());
    }

    static Values read(Buffer buffer) {
        Values poisoned = Values.of(
                buffer.type(), new double[Math.toIntExact(buffer.type().size())]);
        MemorySegment memory = poisoned.toMemory();
        memory.fill(POISON);
        buffer.read(memory);
        return Values.read(buffer.type(), memory);
    }

    /** Poisoned buffers for the outputs; for donated ones the inputs' own. */
    static List<Buffer> outputs(Backend backend, Graph graph, List<? extends Buffer> inputs) {
        List<Buffer> outputs = new ArrayList<>();
        try {
            addOutputs(backend, graph, inputs, outputs);
            return outputs;
        } catch (RuntimeException failure) {
            outputs.forEach(Buffer::close);
            throw failure;
        }
    }

    /** As {@link #outputs}; those that were made before one fails are in the list, to be closed. */
    private static void addOutputs(Backend backend, Graph graph, List<? extends Buffer> inputs, List<Buffer> outputs) {
        Map<Integer, Integer> donors = new HashMap<>();
        graph.donations().forEach(donation -> donors.put(donation.output(), donation.input()));
        for (int i = 0; i < graph.outputs().size(); i++) {
            Integer donor = donors.get(i);
            outputs.add(
                    donor != null
                            ? inputs.get(donor)
                            : poisoned(backend, graph.outputs().get(i)));
        }
    }

    private static Buffer poisoned(Backend backend, Traced output) {
        TensorType type = output.type();
        byte[] bytes = new byte[Math.toIntExact(type.bytes())];
        Arrays.fill(bytes, POISON);
        return written(backend, type, MemorySegment.ofArray(bytes));
    }

    private static Buffer written(Backend backend, TensorType type, MemorySegment values) {
        Buffer buffer = backend.allocate(type);
        try {
            buffer.write(values);
            return buffer;
        } catch (RuntimeException failure) {
            buffer.close();
            throw failure;
        }
    }

    private static void requireUnchanged(Graph graph, List<Buffer> buffers, List<Values> given) {
        for (int i = 0; i < buffers.size(); i++) {
            int input = i;
            if (graph.donations().stream().noneMatch(donation -> donation.input() == input)) {
                Expect.that(
                        read(buffers.get(i)).sameBits(given.get(i)),
                        () -> "the run changed input %d, %s, which is not donated".formatted(input, given.get(input)));
            }
        }
    }
}
