package dev.pullback.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.BackendOptions;
import dev.pullback.api.backend.Buffer;
import dev.pullback.api.backend.Executable;
import dev.pullback.api.error.BackendMismatchException;
import dev.pullback.api.error.ClosedException;
import dev.pullback.api.error.ShapeException;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import dev.pullback.cpu.reference.ReferenceProvider;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LifetimeTest {

    private static final TensorType TYPE = TensorType.of(DType.FLOAT32, 1000);
    private static final Graph DOUBLED =
            Graph.trace(inputs -> List.<Tensor>of(inputs.getFirst().mul(2)), TYPE);

    private final Backend cpu = new CpuProvider().open("", BackendOptions.defaults());

    @AfterEach
    void close() {
        cpu.close();
    }

    @Test
    void what_is_in_use_is_freed_when_the_last_user_leaves() {
        var freed = new AtomicInteger();
        var lifetime = new Lifetime(freed::incrementAndGet);
        assertTrue(lifetime.enter());
        assertTrue(lifetime.enter());
        lifetime.leave();
        lifetime.close();
        assertFalse(lifetime.enter());
        assertEquals(0, freed.get());
        lifetime.leave();
        lifetime.close();
        assertEquals(1, freed.get());
    }

    @Test
    void a_closed_buffer_refuses_everything() {
        Buffer buffer = cpu.allocate(TYPE);
        Buffer output = cpu.allocate(TYPE);
        try (Executable doubled = cpu.compile(DOUBLED)) {
            doubled.run(List.of(buffer), List.of(output));
            buffer.close();
            buffer.close();
            MemorySegment memory = MemorySegment.ofArray(new float[1000]);
            assertThrows(ClosedException.class, () -> buffer.read(memory));
            assertThrows(ClosedException.class, () -> buffer.write(memory));
            assertThrows(ClosedException.class, () -> doubled.run(List.of(buffer), List.of(output)));
        }
    }

    @Test
    void a_closed_executable_refuses_to_run() {
        Executable doubled = cpu.compile(DOUBLED);
        List<Buffer> input = List.of(cpu.allocate(TYPE));
        List<Buffer> output = List.of(cpu.allocate(TYPE));
        doubled.run(input, output);
        doubled.close();
        doubled.close();
        assertThrows(ClosedException.class, () -> doubled.run(input, output));
    }

    @Test
    void a_closed_backend_refuses_everything_and_frees_its_buffers() {
        Executable doubled = cpu.compile(DOUBLED);
        Buffer input = cpu.allocate(TYPE);
        Buffer output = cpu.allocate(TYPE);
        doubled.run(List.of(input), List.of(output));
        cpu.close();
        cpu.close();
        assertEquals(0, cpu.memory().bytes());
        assertThrows(ClosedException.class, () -> cpu.allocate(TYPE));
        assertThrows(ClosedException.class, () -> cpu.compile(DOUBLED));
        assertThrows(ClosedException.class, cpu::synchronize);
        assertThrows(ClosedException.class, () -> doubled.run(List.of(input), List.of(output)));
        assertThrows(ClosedException.class, () -> input.read(MemorySegment.ofArray(new float[1000])));
        input.close();
        doubled.close();
    }

    @Test
    void another_backends_buffer_is_refused() {
        try (Backend reference = new ReferenceProvider().open("", BackendOptions.defaults());
                Backend other = new CpuProvider().open("", BackendOptions.defaults());
                Executable doubled = cpu.compile(DOUBLED)) {
            List<Buffer> output = List.of(cpu.allocate(TYPE));
            List<Buffer> foreign = List.of(reference.allocate(TYPE));
            List<Buffer> alike = List.of(other.allocate(TYPE));
            assertThrows(BackendMismatchException.class, () -> doubled.run(foreign, output));
            assertThrows(BackendMismatchException.class, () -> doubled.run(alike, output));
        }
    }

    @Test
    void buffers_that_do_not_fit_are_refused_also_after_some_that_did() {
        try (Executable doubled = cpu.compile(DOUBLED)) {
            List<Buffer> input = List.of(cpu.allocate(TYPE));
            List<Buffer> output = List.of(cpu.allocate(TYPE));
            List<Buffer> larger = List.of(cpu.allocate(TensorType.of(DType.FLOAT32, 1001)));
            doubled.run(input, output);
            assertThrows(ShapeException.class, () -> doubled.run(larger, output));
            assertThrows(ShapeException.class, () -> doubled.run(input, input));
            assertThrows(ShapeException.class, () -> doubled.run(List.of(), output));
            doubled.run(input, output);
        }
    }

    @Test
    void what_a_run_uses_may_be_closed_by_another_thread() throws Exception {
        for (int round = 0; round < 30; round++) {
            Graph graph = TrainingStep.of(DType.FLOAT32, 64, 50, 40, 10);
            Backend backend = new CpuProvider().open("", BackendOptions.defaults());
            Executable program = backend.compile(graph);
            List<Buffer> inputs = new ArrayList<>();
            graph.inputs().forEach(input -> inputs.add(backend.allocate(input.type())));
            List<Buffer> outputs = new ArrayList<>(inputs.subList(0, 4));
            outputs.add(backend.allocate(TensorType.of(DType.FLOAT32)));
            var end = new AtomicReference<Throwable>();
            Thread runner = Thread.ofPlatform().start(() -> {
                try {
                    for (int i = 0; i < 100_000; i++) {
                        program.run(inputs, outputs);
                    }
                } catch (Throwable thrown) { // whatever it is, the test looks at it
                    end.set(thrown);
                }
            });
            Thread.sleep(round % 3);
            AutoCloseable closed = round % 3 == 0 ? backend : round % 3 == 1 ? program : outputs.getLast();
            closed.close();
            runner.join();
            assertEquals(
                    ClosedException.class, end.get().getClass(), () -> end.get().toString());
            backend.close();
        }
    }

    @Test
    void several_threads_may_run_one_executable() throws Exception {
        try (Executable doubled = cpu.compile(DOUBLED)) {
            var failures = new AtomicReference<Throwable>();
            List<Thread> threads = new ArrayList<>();
            for (int number = 1; number <= 4; number++) {
                float value = number;
                threads.add(Thread.ofPlatform().start(() -> {
                    try {
                        runOften(doubled, value);
                    } catch (Throwable thrown) { // an assertion too: it must reach the test's own thread
                        failures.set(thrown);
                    }
                }));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertEquals(null, failures.get());
        }
    }

    private void runOften(Executable doubled, float value) {
        float[] values = new float[1000];
        Arrays.fill(values, value);
        float[] expected = new float[1000];
        Arrays.fill(expected, 2 * value);
        float[] actual = new float[1000];
        try (Buffer input = cpu.allocate(TYPE);
                Buffer output = cpu.allocate(TYPE)) {
            input.write(MemorySegment.ofArray(values));
            for (int i = 0; i < 500; i++) {
                doubled.run(List.of(input), List.of(output));
                output.read(MemorySegment.ofArray(actual));
                assertArrayEquals(expected, actual);
            }
        }
    }
}
