package dev.pullback.opencl.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.plan.Step.MatMulSize;
import dev.pullback.api.plan.Step.MatMulStep;
import dev.pullback.api.plan.Value;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The grids of matrix products, on devices that exist on paper. */
class MatMulLaunchTest {

    private static final int KIB = 1024;

    private final GpuFamily bigGpu = FakeDevice.gpu(100, 1024, 48 * KIB);
    private final CpuFamily processor = FakeDevice.cpu(2, 16);

    private static MatMulStep step(DType dtype, boolean a, boolean b, int batch, int rows, int inner, int columns) {
        var size = new MatMulSize(
                dtype, a, b, batch, rows, columns, inner, batch == 1 ? 0 : (long) rows * inner, (long) inner * columns);
        return step(size);
    }

    private static MatMulStep step(MatMulSize size) {
        TensorType unused = TensorType.of(size.dtype(), 1);
        return new MatMulStep(
                new Value(2, unused), new Value(0, unused), new Value(1, unused), size, Optional.empty(), "matmul");
    }

    private static MatMulStep plain(int rows, int inner, int columns) {
        return step(new MatMulSize(DType.FLOAT32, false, false, 1, rows, columns, inner, 0, 0));
    }

    private static Launch only(StepLaunches launches) {
        assertEquals(1, launches.launches().size(), launches::toString);
        return launches.launches().getFirst();
    }

    private static String macro(Launch launch, String name) {
        return launch.source()
                .lines()
                .filter(line -> line.startsWith("#define " + name + " "))
                .findFirst()
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .orElse("");
    }

    @Test
    void aGpuGetsTheTileThatKeepsItsUnitsBusiest() {
        Launch huge = only(bigGpu.matmul(plain(8192, 64, 8192)));
        assertEquals("256", macro(huge, "BM"));
        assertEquals(new Launch.Grid(3, 64 * 256, 32, 1, 256, 1, 1), huge.grid());
        Launch large = only(bigGpu.matmul(plain(2048, 64, 2048)));
        assertEquals("128", macro(large, "BM"), "256 rows would give 28 of 100 units twice the work of the others");
        assertEquals(new Launch.Grid(3, 16 * 256, 16, 1, 256, 1, 1), large.grid());
        Launch medium = only(bigGpu.matmul(plain(1024, 64, 640)));
        assertEquals("64", macro(medium, "BM"));
        Launch small = only(bigGpu.matmul(plain(64, 64, 10)));
        assertEquals("32", macro(small, "BM"));
        assertEquals(new Launch.Grid(3, 64, 2, 1, 64, 1, 1), small.grid());
    }

    @Test
    void aUnitWithASingleGroupIsKnownToBeSlow() {
        assertEquals("32", macro(only(bigGpu.matmul(plain(512, 64, 512))), "BM"), "three small groups hide more");
        assertEquals("64", macro(only(bigGpu.matmul(plain(640, 64, 640))), "BM"), "four small groups are too many");
    }

    @Test
    void aBatchOfSmallProductsIsWorkForAllUnits() {
        assertEquals("32", macro(only(bigGpu.matmul(plain(128, 64, 128))), "BM"));
        assertEquals("128", macro(only(bigGpu.matmul(step(DType.FLOAT32, false, false, 1000, 128, 64, 128))), "BM"));
    }

    @Test
    void aGpuWithSmallGroupsOrLittleLocalMemoryGetsATileThatFits() {
        assertEquals("32", macro(only(FakeDevice.gpu(1, 64, 48 * KIB).matmul(plain(4096, 64, 4096))), "BM"));
        assertEquals("256", macro(only(FakeDevice.gpu(1, 1024, 32 * KIB).matmul(plain(4096, 64, 4096))), "BM"));
        assertEquals("64", macro(only(FakeDevice.gpu(1, 1024, 20 * KIB).matmul(plain(4096, 64, 4096))), "BM"));
        MatMulStep doubles = step(DType.FLOAT64, false, false, 1, 4096, 64, 4096);
        assertEquals("64", macro(only(bigGpu.matmul(doubles)), "BM"), "256 x 128 doubles need 49 KiB");
    }

    private static MatMulStep longProduct(int rows, int inner, int columns) {
        return step(DType.FLOAT32, true, false, 1, rows, inner, columns);
    }

    @Test
    void aLongProductWithFewResultsIsSplitSoThatAllUnitsWork() {
        for (int[] size : new int[][] {{784, 8192, 512}, {512, 8192, 512}, {512, 8192, 10}, {10, 100_000, 10}}) {
            StepLaunches launches = bigGpu.matmul(longProduct(size[0], size[1], size[2]));
            String what = launches.toString();
            assertEquals(
                    List.of("gemm_gpu", "gemm_gpu_sum"),
                    launches.launches().stream().map(Launch::kernel).toList());
            Launch parts = launches.launches().getFirst();
            int[] ints = ints(parts);
            int splits = ints[5];
            int length = ints[6];
            assertEquals(splits, parts.grid().global2());
            assertTrue((long) (splits - 1) * length < size[1] && (long) splits * length >= size[1], what);
            assertEquals(0, length % number(parts, "BK"), "a part ends where a slice does");
            long groups = parts.grid().global0()
                    / parts.grid().local0()
                    * parts.grid().global1()
                    * splits;
            assertTrue(groups >= 50, groups + " groups for 100 units: " + what);
            assertEquals(List.of((long) splits * size[0] * size[2] * Float.BYTES), launches.scratchBytes());
            assertEquals(splits, ints(launches.launches().getLast())[2]);
        }
    }

    @Test
    void aProductThatIsShortOrKeepsAllUnitsBusyIsNotSplit() {
        only(bigGpu.matmul(longProduct(4096, 4096, 4096)));
        only(bigGpu.matmul(longProduct(1024, 1024, 1024)));
        only(bigGpu.matmul(longProduct(512, 512, 512)));
        only(bigGpu.matmul(longProduct(784, 128, 512)));
        only(bigGpu.matmul(longProduct(10, 64, 10)));
        only(bigGpu.matmul(step(DType.FLOAT32, false, false, 100, 128, 4096, 128)));
    }

    @Test
    void aSmallGpuSplitsNothingThatAnyTileKeepsBusy() {
        only(FakeDevice.gpu(2, 1024, 48 * KIB).matmul(longProduct(784, 8192, 512)));
    }

    @Test
    void theResultsOfAProductInPartsAreStoredByFourWhereRowsAllowIt() {
        Launch whole = bigGpu.matmul(longProduct(8, 8192, 12)).launches().getLast();
        assertEquals("4", macro(whole, "VW"));
        assertEquals(new Launch.Grid(2, 256, 1, 1, 256, 1, 1), whole.grid());
        assertEquals(
                "1", macro(bigGpu.matmul(longProduct(8, 8192, 10)).launches().getLast(), "VW"));
    }

    @Test
    void aTileMoreIsLaunchedForARowMore() {
        for (int rows : new int[] {1, 31, 32, 33, 64, 65}) {
            Launch launch = only(bigGpu.matmul(plain(rows, 5, 33)));
            assertEquals(Math.ceilDiv(rows, 32), launch.grid().global1(), rows + " rows");
            assertEquals(2 * 64, launch.grid().global0());
        }
    }

    @Test
    void elementsAreReadByFourOnlyWhereRowsAllowIt() {
        Launch odd = only(bigGpu.matmul(plain(8, 7, 12)));
        assertEquals(
                List.of("0", "1", "1"),
                List.of(macro(odd, "A_VECTOR"), macro(odd, "B_VECTOR"), macro(odd, "C_VECTOR")));
        Launch narrow = only(bigGpu.matmul(plain(8, 8, 10)));
        assertEquals(
                List.of("1", "0", "0"),
                List.of(macro(narrow, "A_VECTOR"), macro(narrow, "B_VECTOR"), macro(narrow, "C_VECTOR")));
        Launch transposed = only(bigGpu.matmul(step(DType.FLOAT32, true, false, 1, 6, 8, 8)));
        assertEquals("0", macro(transposed, "A_VECTOR"), "A is stored with rows of 6");
    }

    @Test
    void nothingIsLaunchedForAnEmptyResult() {
        for (int[] size : new int[][] {{0, 3, 4}, {3, 4, 0}, {0, 0, 0}}) {
            assertEquals(
                    List.of(),
                    processor.matmul(plain(size[0], size[1], size[2])).launches());
            assertEquals(
                    List.of(), bigGpu.matmul(plain(size[0], size[1], size[2])).launches());
        }
        MatMulStep noMatrices = step(DType.FLOAT32, false, true, 0, 5, 6, 7);
        assertEquals(List.of(), processor.matmul(noMatrices).launches());
        assertEquals(List.of(), bigGpu.matmul(noMatrices).launches());
    }

    @Test
    void aSumOverNothingIsStillStored() {
        assertEquals(1, bigGpu.matmul(plain(3, 0, 4)).launches().size());
        List<Launch> launches = processor.matmul(plain(3, 0, 40)).launches();
        assertEquals("gemm_cpu", launches.getLast().kernel());
    }

    private static final int[] EDGES = {1, 2, 7, 11, 12, 13, 31, 32, 33, 127, 300, 1024, 1025};

    /** m, n, k, the leading dimensions, tiles and panels per item, splits, length of a split. */
    private static int[] ints(Launch launch) {
        return launch.arguments().stream()
                .filter(Argument.OfInt.class::isInstance)
                .mapToInt(argument -> ((Argument.OfInt) argument).value())
                .toArray();
    }

    private static int number(Launch launch, String macro) {
        return Integer.parseInt(macro(launch, macro));
    }

    @Test
    void aProcessorsTilesCoverTheProductAndNeverReachBeyondIt() {
        for (int rows : EDGES) {
            for (int columns : EDGES) {
                for (boolean transposed : new boolean[] {false, true}) {
                    MatMulStep step = step(DType.FLOAT32, false, transposed, 1, rows, 50, columns);
                    StepLaunches launches = processor.matmul(step);
                    Launch last = launches.launches().getLast();
                    boolean dots = last.kernel().equals("gemm_cpu_dot");
                    int tileRows = number(last, "MR");
                    int tileColumns = number(last, "VW") * (dots ? 1 : number(last, "NV"));
                    int[] ints = ints(last);
                    String what = rows + " x " + columns + (transposed ? " transposed" : "");
                    assertEquals(
                            Math.ceilDiv(Math.ceilDiv(columns, tileColumns), ints[6]),
                            last.grid().global0(),
                            what);
                    assertEquals(
                            Math.ceilDiv(Math.ceilDiv(rows, tileRows), ints[5]),
                            last.grid().global1(),
                            what);
                    if (!dots) {
                        assertTrue(tileRows <= rows, what + ": the last tile is moved up to end with the product");
                        boolean packed = launches.launches().size() == 2;
                        assertEquals(packed ? "1" : "0", macro(last, "B_PACKED"));
                        assertTrue(packed || (columns >= tileColumns && !transposed), what + " must be packed");
                    }
                }
            }
        }
    }

    @Test
    void aPackedOperandFillsItsPanels() {
        MatMulStep transposed = step(DType.FLOAT32, false, true, 1, 300, 64, 40);
        StepLaunches launches = processor.matmul(transposed);
        assertEquals(
                List.of("gemm_cpu_pack_b", "gemm_cpu"),
                launches.launches().stream().map(Launch::kernel).toList());
        assertEquals(2L * 32 * 64 * Float.BYTES, launches.scratchBytes().getFirst(), "two panels of 32 columns");
        Launch pack = launches.launches().getFirst();
        assertEquals(2, pack.grid().global0());
        int rowsPerItem = ints(pack)[3];
        assertEquals(0, rowsPerItem % 16, "whole vectors");
        assertEquals(Math.ceilDiv(64, rowsPerItem), pack.grid().global1());
    }

    @Test
    void aSmallerRegisterIsUsedWhole() {
        Launch launch = FakeDevice.cpu(2, 8).matmul(plain(64, 5, 40)).launches().getLast();
        assertEquals("8", macro(launch, "VW"));
        assertTrue(number(launch, "MR") * number(launch, "NV") <= 12, "sums must stay in 16 registers");
    }

    @Test
    void fewRowsTimesATransposedMatrixAndSingleColumnsAreDotProducts() {
        assertEquals(
                "gemm_cpu_dot",
                only(processor.matmul(step(DType.FLOAT32, false, true, 1, 7, 64, 40)))
                        .kernel());
        assertEquals("gemm_cpu_dot", only(processor.matmul(plain(64, 64, 1))).kernel());
        assertEquals(
                "gemm_cpu_dot",
                only(processor.matmul(step(DType.FLOAT32, false, false, 3, 64, 64, 1)))
                        .kernel());
    }

    @Test
    void sizesBeyond32BitsDoNotWrapAround() {
        var size = new MatMulSize(DType.FLOAT32, false, true, 1 << 20, 512, 1 << 18, 4, 2048, 4L << 18);
        StepLaunches launches = processor.matmul(step(size));
        assertEquals(
                (1L << 20) * (4L << 18) * Float.BYTES, launches.scratchBytes().getFirst());
        assertEquals(1 << 20, launches.launches().getFirst().grid().global2());
    }
}
