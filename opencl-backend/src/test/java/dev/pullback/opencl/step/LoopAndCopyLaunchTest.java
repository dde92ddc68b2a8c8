package dev.pullback.opencl.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.error.UnsupportedOpException;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.plan.Plan;
import dev.pullback.api.plan.Step;
import dev.pullback.api.tensor.Functions;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.Shape;
import dev.pullback.api.type.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The grids of loops and copies, on devices that exist on paper. */
class LoopAndCopyLaunchTest {

    private final GpuFamily gpu = FakeDevice.gpu(100, 1024, 48 * 1024);
    private final CpuFamily processor = FakeDevice.cpu(2, 16);

    private static TensorType floats(int... lengths) {
        return TensorType.of(DType.FLOAT32, lengths);
    }

    private static Step step(TensorFunction function, TensorType... types) {
        List<Step> steps = Plan.of(Graph.trace(function, types), true).steps();
        assertEquals(1, steps.size(), steps::toString);
        return steps.getFirst();
    }

    private static List<String> kernels(KernelFamily family, Step step) {
        return family.launches(step).launches().stream().map(Launch::kernel).toList();
    }

    @Test
    void aGpuGivesEveryFourElementsAnItemAndFillsTheLastGroup() {
        for (int size : new int[] {1, 4, 5, 1023, 1024, 1025, 1028}) {
            Launch launch = gpu.launches(step(TensorFunction.of(x -> x.exp()), floats(size)))
                    .launches()
                    .getFirst();
            assertEquals(new Launch.Grid(1, Math.ceilDiv(size, 4 * 256) * 256L, 1, 1, 256, 1, 1), launch.grid());
        }
        GpuFamily small = FakeDevice.gpu(1, 64, 32 * 1024);
        assertEquals(
                64,
                small.launches(step(TensorFunction.of(x -> x.exp()), floats(300)))
                        .launches()
                        .getFirst()
                        .grid()
                        .local0());
    }

    @Test
    void aGpusVectorsEndWhereRowsDo() {
        for (int columns : new int[] {1, 3, 4, 6, 8}) {
            Step broadcast = step(TensorFunction.of((x, y) -> x.add(y)), floats(100, columns), floats(columns));
            Launch launch = gpu.launches(broadcast).launches().getFirst();
            int width = columns % 4 == 0 ? 4 : 1;
            assertTrue(launch.source().contains("#define VW " + width + "\n"), launch::source);
            assertEquals(
                    Math.ceilDiv(100 * columns / width, 256) * 256L,
                    launch.grid().global0());
        }
    }

    @Test
    void aProcessorsBlocksCoverEveryElementOnce() {
        for (int[] lengths : new int[][] {{1}, {2047}, {2049}, {1_000_000}, {3, 1}, {1000, 17}, {5, 100_003}}) {
            Step loop =
                    step(TensorFunction.of((x, y) -> x.add(y)), floats(lengths), floats(lengths[lengths.length - 1]));
            Launch launch = processor.launches(loop).launches().getFirst();
            int[] sizes = launch.arguments().subList(0, 4).stream()
                    .mapToInt(argument -> ((Argument.OfInt) argument).value())
                    .toArray();
            assertEquals(0, sizes[3] % 16, "whole vectors");
            assertEquals(Math.ceilDiv(sizes[1], sizes[3]), launch.grid().global0());
            assertEquals(Math.ceilDiv(sizes[0], sizes[2]), launch.grid().global1());
            assertEquals(Shape.of(lengths).size(), (long) sizes[0] * sizes[1]);
        }
    }

    @Test
    void nothingIsLaunchedForNoElements() {
        for (KernelFamily family : List.of(gpu, processor)) {
            assertEquals(List.of(), kernels(family, step(TensorFunction.of(x -> x.exp()), floats(0, 4))));
            assertEquals(List.of(), kernels(family, step(TensorFunction.of(x -> x.transpose()), floats(4, 0))));
            assertEquals(
                    List.of(),
                    kernels(
                            family,
                            step(
                                    TensorFunction.of((x, at) -> x.gather(0, at)),
                                    floats(5),
                                    TensorType.of(DType.INT32, 0))));
        }
    }

    @Test
    void onlyLoopsThatNeedThemCarryTheFunctionsOfIotaAndRandomNumbers() {
        Launch sigmoid = processor
                .launches(step(TensorFunction.of(x -> x.sigmoid()), floats(8)))
                .launches()
                .getFirst();
        assertFalse(sigmoid.source().contains("PB_THREEFRY"));
        Launch iota = processor
                .launches(step(inputs -> List.of(Functions.iota(floats(3, 4), 1))))
                .launches()
                .getFirst();
        assertTrue(iota.source().contains("PB_THREEFRY"));
    }

    @Test
    void numberedElementsMayBeMoreThanAnIntCounts() {
        TensorType huge = TensorType.of(DType.INT32, 1 << 20, 3, 1 << 20);
        Step iota = step(inputs -> List.of(Functions.iota(huge, 2)));
        assertEquals(1, processor.launches(iota).launches().size());
        assertEquals(
                (3L << 40) / 4, gpu.launches(iota).launches().getFirst().grid().global0());
    }

    @Test
    void swappingTheLastTwoAxesHasAKernelOfItsOwn() {
        assertEquals(
                List.of("transpose_gpu"), kernels(gpu, step(TensorFunction.of(x -> x.transpose()), floats(33, 65))));
        Launch batch = gpu.launches(step(TensorFunction.of(x -> x.transpose(0, 2, 1)), floats(7, 33, 65)))
                .launches()
                .getFirst();
        assertEquals(new Launch.Grid(3, 3 * 32, 2 * 8, 7, 32, 8, 1), batch.grid());
        assertEquals(
                List.of("copy_gpu"),
                kernels(gpu, step(TensorFunction.of(x -> x.transpose(2, 1, 0)), floats(7, 33, 65))));
    }

    @Test
    void aPaddedTensorIsZeroedFirst() {
        assertEquals(
                List.of("elementwise_cpu", "copy_cpu"),
                kernels(processor, step(TensorFunction.of(x -> x.pad(1, 2, 3)), floats(4, 5))));
    }

    @Test
    void eightAxesAreMovedAndNineAreRefusedInWords() {
        TensorFunction reversed8 = TensorFunction.of(x -> x.transpose(7, 6, 5, 4, 3, 2, 1, 0));
        TensorFunction reversed9 = TensorFunction.of(x -> x.transpose(8, 7, 6, 5, 4, 3, 2, 1, 0));
        for (KernelFamily family : List.of(gpu, processor)) {
            assertEquals(
                    1,
                    kernels(family, step(reversed8, floats(2, 3, 2, 3, 2, 3, 2, 3)))
                            .size());
            Step nine = step(reversed9, floats(2, 3, 2, 3, 2, 3, 2, 3, 2));
            UnsupportedOpException refused = assertThrows(UnsupportedOpException.class, () -> family.launches(nine));
            assertTrue(refused.getMessage().contains("transpose moves elements along 9 axes"), refused.getMessage());
            assertTrue(refused.getMessage().contains("takes 8"), refused.getMessage());
        }
    }
}
