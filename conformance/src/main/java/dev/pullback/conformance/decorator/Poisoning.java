package dev.pullback.conformance.decorator;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.Buffer;
import dev.pullback.api.backend.Executable;
import dev.pullback.api.error.PullbackException;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.type.TensorType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Fills memory whose content nobody may rely on with bytes {@code 0xFF}, NaN in any floating dtype and −1 in int32: a fresh
 * buffer, a buffer that is about to be closed, and before each run the outputs that it must overwrite. A program that reads
 * what was never written, or a kernel that forgets elements, then shows NaN instead of what happened to lie there.
 *
 * <pre>{@code
 * try (var backend = new Poisoning(Backends.open("opencl")); var scope = backend.scope()) {
 *     Tensor unwritten = backend.adopt(backend.allocate(TensorType.of(DType.FLOAT32, 3)));
 *     System.out.println(unwritten.add(1));    // float32[3] [NaN, NaN, NaN]
 * }
 * }</pre>
 *
 * It costs a transfer per allocation, close and output. What a program holds between its steps it cannot reach:
 * {@link dev.pullback.api.backend.BackendOptions#guarded()} does, where a backend heeds it.
 */
public final class Poisoning extends DecoratedBackend {

    private static final byte POISON = (byte) 0xFF;

    /** What was made here and is open. Both kinds are told apart by identity. */
    private final Set<AutoCloseable> open = Collections.synchronizedSet(new HashSet<>());

    private MemorySegment poison = MemorySegment.NULL;

    public Poisoning(Backend inside) {
        super(inside);
    }

    @Override
    protected Buffer allocateInside(TensorType type) {
        Buffer buffer = super.allocateInside(type);
        try {
            poison(buffer);
        } catch (RuntimeException failure) {
            buffer.close();
            throw failure;
        }
        open.add(buffer);
        return buffer;
    }

    @Override
    protected Executable compileInside(Graph graph) {
        Executable program = super.compileInside(graph);
        open.add(program);
        return program;
    }

    @Override
    protected void runInside(Graph graph, Executable program, List<Buffer> inputs, List<Buffer> outputs) {
        if (open.contains(program) && fit(graph, inputs, outputs)) {
            overwritten(graph).forEach(output -> poison(outputs.get(output)));
        }
        super.runInside(graph, program, inputs, outputs);
    }

    @Override
    protected void closeInside(Buffer buffer) {
        open.remove(buffer);
        try {
            poison(buffer);
        } catch (PullbackException unreachable) {
            // Its backend is closed or its device lost, so nobody can read what was in it either; closing never fails.
        }
        super.closeInside(buffer);
    }

    @Override
    protected void closeInside(Executable program) {
        open.remove(program);
        super.closeInside(program);
    }

    /** The outputs that take over no input's buffer. */
    private static IntStream overwritten(Graph graph) {
        return IntStream.range(0, graph.outputs().size())
                .filter(output -> graph.donations().stream().noneMatch(donation -> donation.output() == output));
    }

    /** Whether the run can be meant: one that will be refused must leave every buffer as it is. */
    private boolean fit(Graph graph, List<Buffer> inputs, List<Buffer> outputs) {
        if (inputs.size() != graph.inputs().size()
                || outputs.size() != graph.outputs().size()) {
            return false;
        }
        Set<Buffer> seen = new HashSet<>(inputs);
        return open.containsAll(inputs)
                && open.containsAll(outputs)
                && IntStream.range(0, inputs.size())
                        .allMatch(i -> inputs.get(i)
                                .type()
                                .equals(graph.inputs().get(i).type()))
                && IntStream.range(0, outputs.size())
                        .allMatch(i -> outputs.get(i)
                                .type()
                                .equals(graph.outputs().get(i).type()))
                && graph.donations().stream()
                        .allMatch(donation -> inputs.get(donation.input()).equals(outputs.get(donation.output())))
                && overwritten(graph).allMatch(output -> seen.add(outputs.get(output)));
    }

    private void poison(Buffer buffer) {
        buffer.write(poison(buffer.type().bytes()));
    }

    private synchronized MemorySegment poison(long bytes) {
        if (poison.byteSize() < bytes) {
            poison = Arena.ofAuto().allocate(bytes).fill(POISON);
        }
        return poison.asSlice(0, bytes);
    }
}
