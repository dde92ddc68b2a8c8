package dev.pullback.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.pullback.api.backend.Buffer;
import dev.pullback.api.backend.Device;
import dev.pullback.api.backend.MemoryUse;
import dev.pullback.api.error.OutOfDeviceMemoryException;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.tensor.Functions;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * A machine with exactly the memory that a training step and a product of products take, and something else that takes a random part of
 * it: some allocation then finds no room. It says so, nothing stays in use, and with the room back the same backend gives
 * the same bits. {@code -Dpullback.faults.seed=17} runs one trial alone.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MemoryFaultCampaignTest {

    private static final String SEED = "pullback.faults.seed";
    private static final int TRIALS = 120;
    private static final Duration HANG = Duration.ofSeconds(60);
    private static final Graph STEP = TrainingStep.of(DType.FLOAT32, 32, 20, 16, 10);
    private static final Graph ATTENTION = Graph.trace(
            TensorFunction.of(x -> Functions.softmax(x.matmul(x.transpose()), 1).matmul(x)),
            TensorType.of(DType.FLOAT64, 20, 30));

    private final long needed = leastThatIsEnough();
    private final CpuBackend backend = open(needed);
    private final List<String> expected = work(backend);
    private int failed;

    @TestFactory
    Stream<DynamicTest> noLackOfMemoryLeaksOrSpoilsTheNextRun() {
        Long chosen = Long.getLong(SEED);
        LongStream seeds = chosen == null ? LongStream.range(0, TRIALS) : LongStream.of(chosen);
        return seeds.mapToObj(seed ->
                DynamicTest.dynamicTest("seed " + seed, () -> assertTimeoutPreemptively(HANG, () -> trial(seed))));
    }

    @AfterAll
    void everyTrialRanOutOfMemory() {
        backend.close();
        assertEquals(Long.getLong(SEED) == null ? TRIALS : 1, failed);
    }

    private void trial(long seed) {
        int taken = new SplittableRandom(seed).nextInt(1, Math.toIntExact(needed) + 1);
        String replay = "%,d of %,d bytes taken; replay it with -D%s=%d".formatted(taken, needed, SEED, seed);
        Buffer ballast = backend.allocate(TensorType.of(DType.BOOL, taken));
        MemoryUse before = backend.memory();
        var failure = assertThrows(OutOfDeviceMemoryException.class, () -> work(backend), replay);
        failed++;
        assertEquals(needed, failure.limitBytes(), replay);
        assertEquals(before, backend.memory(), replay);
        ballast.close();
        assertEquals(expected, work(backend), replay);
        assertEquals(MemoryUse.NONE, backend.memory(), replay);
    }

    private static CpuBackend open(long memoryBytes) {
        return new CpuBackend(
                new CpuOptions(2, true, false, false),
                new Device("0", "small", Device.Kind.CPU, memoryBytes, "for a test"));
    }

    private static List<String> work(CpuBackend backend) {
        return Stream.of(STEP, ATTENTION)
                .flatMap(graph -> GraphRun.of(backend, graph, 3, 2).stream())
                .map(Arrays::toString)
                .toList();
    }

    /** By halving: one byte less, and it fails. */
    private static long leastThatIsEnough() {
        long tooLittle = 0;
        long enough = 1 << 20;
        while (enough - tooLittle > 1) {
            long middle = (tooLittle + enough) / 2;
            try (CpuBackend tried = open(middle)) {
                work(tried);
                enough = middle;
            } catch (OutOfDeviceMemoryException full) {
                tooLittle = middle;
            }
        }
        return enough;
    }
}
