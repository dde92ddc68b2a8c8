package dev.pullback.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.Buffer;
import dev.pullback.api.backend.Executable;
import dev.pullback.api.backend.StoredTensor;
import dev.pullback.api.error.ClosedException;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** How a backend behaves beside its numbers: memory, lifetime, order, threads, repetition, profile. */
final class Conduct {

    private static final TensorType TYPE = TensorType.of(DType.FLOAT32, 33);

    private Conduct() {}

    /** What it says of itself is there and fits together. */
    static void describesItself(Backend backend) {
        assertFalse(backend.id().isBlank() || backend.id().contains(":"), "id");
        assertFalse(backend.device().name().isBlank(), "device name");
        assertTrue(
                backend.capabilities().dtypes().containsAll(Set.of(DType.FLOAT32, DType.INT32, DType.BOOL)), "dtypes");
        assertTrue(backend.capabilities().maxBufferBytes() > 0, "largest buffer");
        try (Executable program = backend.compile(Graph.trace(TensorFunction.of(x -> x.exp()), TYPE))) {
            assertFalse(program.describe().isEmpty(), "steps");
        }
    }

    /** Every element of every dtype comes back, from memory on the heap and off it, at any address. */
    static void keepsWhatIsWritten(Backend backend, DType dtype, int length) {
        Values values = Family.SPECIAL.draw(TensorType.of(dtype, length), length);
        long bytes = values.type().bytes();
        try (Buffer buffer = backend.allocate(values.type());
                Arena arena = Arena.ofConfined()) {
            buffer.write(values.toMemory());
            assertTrue(values.sameBits(Execution.read(buffer)), "through memory off the heap");
            MemorySegment odd = arena.allocate(bytes + 1).asSlice(1, bytes);
            buffer.read(odd);
            assertEquals(-1, odd.mismatch(values.toMemory()), "read to an odd address");
            byte[] heap = new byte[(int) bytes];
            buffer.write(odd);
            buffer.read(MemorySegment.ofArray(heap));
            assertEquals(-1, MemorySegment.ofArray(heap).mismatch(values.toMemory()), "read to the heap");
        }
    }

    /** A write returns when the source may be reused, and runs see what was written before them, not after. */
    static void keepsTheOrderOfWritesAndRuns(Backend backend) {
        Graph graph = Graph.trace(TensorFunction.of(x -> x.add(1)), TYPE);
        List<Buffer> outputs = new ArrayList<>();
        try (Executable program = backend.compile(graph);
                Buffer input = backend.allocate(TYPE)) {
            float[] source = new float[33];
            for (int run = 0; run < 20; run++) {
                java.util.Arrays.fill(source, run);
                input.write(MemorySegment.ofArray(source));
                outputs.add(backend.allocate(TYPE));
                program.run(List.of(input), List.of(outputs.getLast()));
            }
            backend.synchronize();
            for (int run = 0; run < outputs.size(); run++) {
                assertEquals(run + 1, Execution.read(outputs.get(run)).get(32), "run " + run);
            }
        } finally {
            outputs.forEach(Buffer::close);
        }
    }

    /** Tensors made in a scope end with it, except those that are kept. */
    static void closesTensorsWithTheirScope(Backend backend) {
        Tensor inner;
        Tensor kept;
        try (var scope = backend.scope()) {
            inner = backend.tensor(new float[] {1, 2}, 2).add(1);
            kept = scope.keep(inner.mul(2));
        }
        assertArrayEquals(new float[] {4, 6}, kept.stored().toFloats());
        assertThrows(ClosedException.class, () -> inner.stored().toFloats());
        kept.stored().close();
    }

    /** The same program on the same numbers gives the same bits, compiled once or twice. */
    static void givesTheSameBitsTwice(Backend backend, Training training) {
        if (backend.capabilities().deterministic()) {
            sameBits(training.run(backend, 5), training.run(backend, 5));
        }
    }

    /** Two threads that train on one backend do not notice each other. */
    static void servesTwoThreads(Backend backend) throws Exception {
        Training.Outcome alone = Training.SQUARES.run(backend, 10);
        sameForAll(alone, () -> Training.SQUARES.run(backend, 10));
    }

    /** Two threads may run one program, and two threads may run ops at once. */
    static void sharesOneProgram(Backend backend) throws Exception {
        Values x = Family.NORMAL.draw(TensorType.of(DType.FLOAT32, 17, 17), 5);
        Graph graph =
                Graph.trace(TensorFunction.of(a -> a.matmul(a).add(1).sigmoid().matmul(a)), x.type());
        try (Executable program = backend.compile(graph)) {
            Values alone = Execution.of(backend, program, graph, List.of(x)).getFirst();
            both(() -> {
                for (int i = 0; i < 20; i++) {
                    Values together =
                            Execution.of(backend, program, graph, List.of(x)).getFirst();
                    assertTrue(alone.sameBits(together), "one program, run " + i);
                    try (StoredTensor a = backend.tensor(x.type(), x.toMemory())) {
                        Tensor eager = a.matmul(a).add(1).sigmoid();
                        assertEquals(17 * 17, eager.stored().toFloats().length);
                        eager.stored().close();
                    }
                }
                return null;
            });
        }
    }

    /** A backend that counts names what ran and how often, and one that does not count says nothing. */
    static void countsWhatRan(Backend counting, Backend silent) {
        for (Backend backend : List.of(counting, silent)) {
            backend.resetProfile();
            Training.SQUARES.run(backend, 3);
        }
        var profile = counting.profile();
        assertFalse(profile.entries().isEmpty(), "entries");
        assertTrue(
                profile.entries().stream().allMatch(entry -> entry.launches() % 3 == 0),
                () -> "three launches each: " + profile);
        assertTrue(
                profile.entries().stream().anyMatch(entry -> entry.kernel().contains("matmul")),
                () -> "matmul: " + profile);
        assertTrue(profile.totalNanos() > 0, "time");
        counting.resetProfile();
        assertTrue(counting.profile().entries().isEmpty(), "after a reset");
        assertTrue(silent.profile().entries().isEmpty(), "without being asked to count");
    }

    private static void sameForAll(Training.Outcome alone, Callable<Training.Outcome> work) throws Exception {
        for (Training.Outcome together : both(work)) {
            sameBits(alone, together);
        }
    }

    private static <T> List<T> both(Callable<T> work) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<T> first = threads.submit(work);
            Future<T> second = threads.submit(work);
            List<T> results = new ArrayList<>();
            results.add(first.get());
            results.add(second.get());
            return results;
        }
    }

    private static void sameBits(Training.Outcome a, Training.Outcome b) {
        assertEquals(a.losses(), b.losses(), "losses");
        for (int i = 0; i < a.parameters().size(); i++) {
            assertTrue(a.parameters().get(i).sameBits(b.parameters().get(i)), "parameter " + i);
        }
    }
}
