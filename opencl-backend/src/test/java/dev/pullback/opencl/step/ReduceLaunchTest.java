package dev.pullback.opencl.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.error.UnsupportedOpException;
import dev.pullback.api.plan.Step.ReduceSource;
import dev.pullback.api.plan.Step.ReduceStep;
import dev.pullback.api.plan.Step.Reduction;
import dev.pullback.api.plan.Value;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The grids of reductions, on devices that exist on paper. */
class ReduceLaunchTest {

    /** What a group of 256 work-items adds of one row: 64 elements each. */
    private static final int ROW_CHUNK = 64 * 256;

    private final GpuFamily gpu = FakeDevice.gpu(100, 1024, 48 * 1024);
    private final CpuFamily processor = FakeDevice.cpu(2, 16);

    private static ReduceStep sum(long outer, int length, long inner) {
        TensorType type = TensorType.of(DType.FLOAT32, 1);
        var source = new ReduceSource.Stored(new Value(0, type));
        return new ReduceStep(new Value(1, type), source, Reduction.SUM, outer, length, inner, Optional.empty(), "sum");
    }

    private static int argument(Launch launch, int index) {
        return ((Argument.OfInt) launch.arguments().get(index)).value();
    }

    @Test
    void aGpuReducesAShortRowInOneLaunch() {
        List<Launch> launches = gpu.reduce(sum(10, 100, 1)).launches();
        assertEquals(1, launches.size());
        assertEquals(
                new Launch.Grid(2, 32, 16, 1, 32, 8, 1), launches.getFirst().grid());
    }

    @ParameterizedTest
    @ValueSource(
            ints = {ROW_CHUNK - 1, ROW_CHUNK, ROW_CHUNK + 1, 10 * ROW_CHUNK, 300 * ROW_CHUNK + 5, 20_000 * ROW_CHUNK})
    void aGpuReducesALongRowLevelByLevelUntilOneValueIsLeft(int length) {
        StepLaunches step = gpu.reduce(sum(3, length, 1));
        int left = length;
        for (Launch launch : step.launches()) {
            assertEquals(left, argument(launch, 2), "a level starts where the one before ended");
            int chunk = argument(launch, 3);
            assertTrue(chunk <= ROW_CHUNK, "no item may add more than 64 elements");
            left = Math.ceilDiv(left, chunk);
            assertEquals(left, launch.grid().global0() / launch.grid().local0(), "a group per piece");
        }
        assertEquals(1, left);
        int levels = length <= ROW_CHUNK ? 1 : length <= ROW_CHUNK * ROW_CHUNK ? 2 : 3;
        assertEquals(levels, step.launches().size());
        assertEquals(levels - 1, step.scratchBytes().size());
        if (levels > 1) {
            assertEquals(
                    3L * Math.ceilDiv(length, ROW_CHUNK) * Float.BYTES,
                    step.scratchBytes().getFirst());
        }
    }

    @Test
    void aGpuReducesColumnsSideBySide() {
        StepLaunches step = gpu.reduce(sum(2, 2049, 33));
        assertEquals(2, step.launches().size(), "32 rows of items add 64 each at most");
        assertEquals(
                new Launch.Grid(3, 64, 5 * 8, 2, 32, 8, 1),
                step.launches().getFirst().grid());
        assertEquals(List.of(2L * 5 * 33 * Float.BYTES), step.scratchBytes());
        assertEquals(
                new Launch.Grid(3, 64, 8, 2, 32, 8, 1),
                only(gpu.reduce(sum(2, 512, 33))).grid());
    }

    @Test
    void aLargerGroupSavesALaunch() {
        int[][] lengthsAndRows = {{513, 16}, {1024, 16}, {1025, 32}, {2048, 32}};
        for (int[] size : lengthsAndRows) {
            Launch launch = only(gpu.reduce(sum(1, size[0], 64)));
            assertEquals(new Launch.Grid(3, 64, size[1], 1, 32, size[1], 1), launch.grid());
            assertTrue(argument(launch, 2) <= 64 * size[1], "no item may add more than 64 elements");
        }
        GpuFamily small = FakeDevice.gpu(100, 256, 48 * 1024);
        assertEquals(2, small.reduce(sum(1, 513, 64)).launches().size(), "the device has no larger group");
    }

    private static Launch only(StepLaunches launches) {
        assertEquals(1, launches.launches().size(), launches::toString);
        return launches.launches().getFirst();
    }

    @Test
    void aSumOverNothingIsOneLaunchAndAnEmptyResultNone() {
        for (KernelFamily family : List.of(gpu, processor)) {
            assertEquals(1, family.reduce(sum(5, 0, 1)).launches().size());
            assertEquals(1, family.reduce(sum(5, 0, 7)).launches().size());
            assertEquals(0, family.reduce(sum(0, 5, 1)).launches().size());
            assertEquals(0, family.reduce(sum(5, 5, 0)).launches().size());
            assertEquals(0, family.reduce(sum(0, 0, 0)).launches().size());
        }
    }

    @Test
    void aProcessorCutsAFewLongRowsForAllItsCores() {
        StepLaunches cut = processor.reduce(sum(1, 1 << 20, 1));
        assertEquals(2, cut.launches().size());
        assertEquals(16, cut.launches().getFirst().grid().global0(), "eight pieces a core");
        assertEquals(List.of(16L * Float.BYTES), cut.scratchBytes());
        assertEquals(1, processor.reduce(sum(64, 1 << 20, 1)).launches().size(), "many rows are enough by themselves");
        assertEquals(1, processor.reduce(sum(1, 1000, 1)).launches().size(), "a short row is not worth it");
    }

    @Test
    void whatAnIntCannotCountIsRefusedInWords() {
        for (KernelFamily family : List.of(gpu, processor)) {
            UnsupportedOpException rows =
                    assertThrows(UnsupportedOpException.class, () -> family.launches(sum(1L << 31, 2, 1)));
            assertTrue(rows.getMessage().contains("2,147,483,648 rows"), rows.getMessage());
            assertThrows(UnsupportedOpException.class, () -> family.launches(sum(1L << 20, 1 << 12, 5)));
            assertThrows(UnsupportedOpException.class, () -> family.launches(sum(1, 2, 1L << 32)));
        }
    }
}
