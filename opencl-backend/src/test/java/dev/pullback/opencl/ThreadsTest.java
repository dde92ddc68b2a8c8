package dev.pullback.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.backend.Buffer;
import dev.pullback.api.backend.Executable;
import dev.pullback.api.error.ClosedException;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ThreadsTest {

    private static final int THREADS = 4;
    private static final int RUNS = 200;
    private static final TensorType ROW = TensorType.of(DType.FLOAT32, 1000);

    private static final Graph SQUARE_PLUS_ONE =
            Graph.trace(TensorFunction.of(x -> x.square().add(1)), ROW);

    private static <T> List<T> inParallel(List<Callable<T>> tasks) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(tasks.size())) {
            List<Future<T>> futures = threads.invokeAll(tasks, 60, TimeUnit.SECONDS);
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        }
    }

    private static MemorySegment filled(float value) {
        float[] values = new float[1000];
        Arrays.fill(values, value);
        return MemorySegment.ofArray(values);
    }

    @Test
    void oneProgramServesManyThreadsEachWithItsOwnBuffers() throws Exception {
        try (OpenClBackend backend = TestBackend.open();
                Executable program = backend.compile(SQUARE_PLUS_ONE)) {
            List<Callable<Integer>> tasks = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                int mine = thread;
                tasks.add(() -> wrongResults(backend, program, mine));
            }
            assertEquals(List.of(0, 0, 0, 0), inParallel(tasks));
            assertEquals(1, backend.compiledPrograms());
        }
    }

    /** New buffers every time, so that the pool and the binding of arguments are contended as well. */
    private static int wrongResults(OpenClBackend backend, Executable program, int thread) {
        int wrong = 0;
        for (int i = 0; i < RUNS; i++) {
            float value = thread * RUNS + i;
            try (Buffer in = backend.allocate(ROW);
                    Buffer out = backend.allocate(ROW)) {
                in.write(filled(value));
                program.run(List.of(in), List.of(out));
                float[] found = TestBackend.read(out);
                if (found[0] != value * value + 1 || found[999] != value * value + 1) {
                    wrong++;
                }
            }
        }
        return wrong;
    }

    /** Whoever comes too late is told so; nobody waits for ever, and nothing else is thrown. */
    @Test
    void closingUnderTheHandsOfOthersIsRefusedToThemInWords() throws Exception {
        for (int round = 0; round < 10; round++) {
            OpenClBackend backend = TestBackend.open();
            Executable program = backend.compile(SQUARE_PLUS_ONE);
            Buffer in = backend.allocate(ROW);
            Buffer out = backend.allocate(ROW);
            in.write(filled(2));
            Callable<String> runs = () -> untilClosed(() -> program.run(List.of(in), List.of(out)));
            Callable<String> reads = () -> untilClosed(() -> TestBackend.read(out));
            Callable<String> closes = () -> {
                Thread.sleep(2);
                out.close();
                in.close();
                program.close();
                backend.close();
                return "closed";
            };
            assertEquals(List.of("closed", "closed", "closed"), inParallel(List.of(runs, reads, closes)));
        }
    }

    private static String untilClosed(Runnable use) {
        for (int i = 0; i < 1_000_000; i++) {
            try {
                use.run();
            } catch (ClosedException expected) {
                return "closed";
            }
        }
        return "never closed";
    }

    @Test
    void aTransferInPiecesIsOneToTheOtherThreads() throws Exception {
        TensorType large = TensorType.of(DType.FLOAT32, 3 << 20);
        try (OpenClBackend backend = TestBackend.open();
                Buffer buffer = backend.allocate(large)) {
            float[] zeros = new float[3 << 20];
            float[] ones = new float[3 << 20];
            Arrays.fill(ones, 1);
            buffer.write(MemorySegment.ofArray(zeros));
            Callable<Boolean> writes = () -> {
                for (int i = 0; i < 20; i++) {
                    buffer.write(MemorySegment.ofArray(i % 2 == 0 ? ones : zeros));
                }
                return true;
            };
            Callable<Boolean> reads = () -> {
                for (int i = 0; i < 20; i++) {
                    float[] found = TestBackend.read(buffer);
                    if (found[0] != found[found.length - 1]) {
                        return false;
                    }
                }
                return true;
            };
            List<Boolean> whole = inParallel(List.of(writes, reads));
            assertTrue(whole.get(1), "a read saw half of a write");
        }
    }
}
