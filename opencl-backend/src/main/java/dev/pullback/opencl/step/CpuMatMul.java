package dev.pullback.opencl.step;

import dev.pullback.api.plan.Step.MatMulSize;
import dev.pullback.api.plan.Step.MatMulStep;
import dev.pullback.kernels.ProgramText;
import dev.pullback.opencl.code.ClusterCode;
import dev.pullback.opencl.code.Vectors;
import dev.pullback.opencl.step.Launch.Arguments;
import dev.pullback.opencl.step.Launch.Grid;
import java.util.List;

/**
 * Matrix products on a processor. The right operand is packed into panels where its rows lie badly for the cache, or are
 * transposed, or are narrower than a tile; a product of few rows with a transposed matrix is taken as dot products instead.
 * The thresholds are measured: see "Which one on a CPU device" in the kernels' README.
 */
final class CpuMatMul {

    /** Bytes of a register of AVX-512; machines with shorter ones have half as many of them. */
    private static final int WIDE_REGISTER = 64;
    /** Unpacked rows this many bytes apart (or a multiple) fall into the same few cache sets. */
    private static final int PAGE = 4096;
    /** Beyond these the panels of an unpacked operand no longer stay in the cache. */
    private static final int MOST_ROWS_UNPACKED = 256;

    private static final int LONGEST_SUM_UNPACKED = 1024;
    /** Fewer rows do not earn the packing of a transposed matrix, and some more do not if their sums are long. */
    private static final int FEW_ROWS = 32;

    private static final int SOME_ROWS = 128;
    private static final int LONG_SUM = 256;
    /** Tiles that a group takes at most, down and across: both operands then come from the second-level cache. */
    private static final int MOST_TILES = 16;

    private static final int MOST_PANELS = 8;

    private final CpuFamily family;
    private final MatMulStep step;
    private final MatMulSize size;
    private final int width;
    private final int tileRows;
    private final int tileVectors;

    CpuMatMul(CpuFamily family, MatMulStep step) {
        this.family = family;
        this.step = step;
        this.size = step.size();
        this.width = family.width(size.dtype());
        this.tileVectors = size.columns() <= width ? 1 : 2;
        boolean wide = width * size.dtype().bytes() == WIDE_REGISTER;
        this.tileRows = tileRows(size.rows(), (wide ? 16 : 8) / tileVectors);
    }

    StepLaunches launches() {
        if (size.batch() == 0 || size.rows() == 0 || size.columns() == 0) {
            return new StepLaunches(List.of(), List.of());
        }
        if (takesDots()) {
            return new StepLaunches(List.of(dot()), List.of());
        }
        if (!packs()) {
            return new StepLaunches(List.of(multiply(false)), List.of());
        }
        return new StepLaunches(
                List.of(pack(), multiply(true)),
                List.of(packedElements() * size.dtype().bytes()));
    }

    private boolean takesDots() {
        // A single column lies in memory as a single row would.
        boolean rowsOfB = size.transposeB() || size.columns() == 1;
        boolean few = size.rows() <= FEW_ROWS || (size.rows() < SOME_ROWS && size.inner() >= LONG_SUM);
        return !size.transposeA() && rowsOfB && (few || size.columns() == 1);
    }

    private boolean packs() {
        long rowBytes = (long) size.columns() * size.dtype().bytes();
        boolean few = size.rows() <= MOST_ROWS_UNPACKED || size.transposeA();
        boolean plain = !size.transposeB()
                && size.columns() >= panelColumns()
                && few
                && size.inner() <= LONGEST_SUM_UNPACKED
                && rowBytes % PAGE != 0;
        return !plain;
    }

    private Launch pack() {
        String source = ProgramParts.program(size.dtype(), width)
                .define("NV", tileVectors)
                .define("TRANS_B", size.transposeB() ? 1 : 0)
                .source("gemm_cpu_pack.cl")
                .build()
                .text();
        int matrices = size.batchStrideB() == 0 ? 1 : size.batch();
        long chunks = Math.max(1, Math.ceilDiv(family.wantedGroups(), (long) panels() * matrices));
        int rowsPerItem = (int) CpuFamily.roundUp(Math.ceilDiv(size.inner(), chunks), width);
        Arguments arguments = new Arguments()
                .value(step.b())
                .scratch(0)
                .ints(size.columns(), size.inner())
                .longs(0)
                .ints(leadingB())
                .longs(size.batchStrideB())
                .ints(rowsPerItem);
        Grid grid = Grid.items(panels(), CpuFamily.ceilDiv(size.inner(), rowsPerItem), matrices);
        return new Launch(step.label() + " (pack)", source, "gemm_cpu_pack_b", arguments.list(), grid);
    }

    private Launch multiply(boolean packed) {
        ProgramText.Composer program = program()
                .define("MR", tileRows)
                .define("NV", tileVectors)
                .define("TRANS_A", size.transposeA() ? 1 : 0)
                .define("B_PACKED", packed ? 1 : 0);
        Arguments arguments = new Arguments().value(step.a());
        if (packed) {
            arguments.scratch(0);
        } else {
            arguments.value(step.b());
        }
        arguments
                .value(step.result())
                .ints(size.rows(), size.columns(), size.inner())
                .longs(0)
                .ints(leadingA())
                .longs(size.batchStrideA())
                .longs(0)
                .ints(leadingB())
                .longs(packed && size.batchStrideB() != 0 ? packedMatrix() : size.batchStrideB());
        return finish(program, "gemm_cpu", arguments, rowTiles(), panels());
    }

    private Launch dot() {
        int rows = size.rows() >= 4 ? 4 : 1;
        ProgramText.Composer program = program().define("MR", rows).define("NC", 4);
        Arguments arguments = new Arguments()
                .value(step.a())
                .value(step.b())
                .value(step.result())
                .ints(size.rows(), size.columns(), size.inner())
                .longs(0)
                .ints(size.inner())
                .longs(size.batchStrideA())
                .longs(0)
                .ints(size.inner())
                .longs(size.batchStrideB());
        return finish(
                program,
                "gemm_cpu_dot",
                arguments,
                Math.ceilDiv(size.rows(), rows),
                Math.ceilDiv(size.columns(), width));
    }

    private ProgramText.Composer program() {
        return step.epilogue()
                .map(cluster -> ProgramParts.program(size.dtype(), width, ProgramParts.dtypes(cluster)))
                .orElseGet(() -> ProgramParts.program(size.dtype(), width));
    }

    /** Shares the tiles out to groups and adds the epilogue, whose arguments come last. */
    private Launch finish(
            ProgramText.Composer program, String kernel, Arguments arguments, int rowTiles, int columnTiles) {
        int down = MOST_TILES;
        int across = MOST_PANELS;
        while (across > 1 && groups(rowTiles, down, columnTiles, across) < family.wantedGroups()) {
            across /= 2;
        }
        while (down > 1 && groups(rowTiles, down, columnTiles, across) < family.wantedGroups()) {
            down /= 2;
        }
        arguments.ints(down, across, 1, size.inner());
        program.source("scalar.cl");
        step.epilogue().ifPresent(cluster -> {
            ClusterCode code = ClusterCode.epilogue(cluster);
            program.code(ProgramParts.epilogue(code, cluster, Vectors.of(width)));
            arguments.of(code);
        });
        String source = program.source(kernel + ".cl").build().text();
        Grid grid = Grid.items(Math.ceilDiv(columnTiles, across), Math.ceilDiv(rowTiles, down), size.batch());
        return new Launch(step.label(), source, kernel, arguments.list(), grid);
    }

    private long groups(int rowTiles, int down, int columnTiles, int across) {
        return (long) Math.ceilDiv(rowTiles, down) * Math.ceilDiv(columnTiles, across) * size.batch();
    }

    private int panelColumns() {
        return tileVectors * width;
    }

    private int panels() {
        return (int) CpuFamily.ceilDiv(size.columns(), panelColumns());
    }

    private int rowTiles() {
        return (int) CpuFamily.ceilDiv(size.rows(), tileRows);
    }

    private long packedMatrix() {
        return (long) panels() * panelColumns() * size.inner();
    }

    private long packedElements() {
        return packedMatrix() * (size.batchStrideB() == 0 ? 1 : size.batch());
    }

    private int leadingA() {
        return size.transposeA() ? size.rows() : size.inner();
    }

    private int leadingB() {
        return size.transposeB() ? size.inner() : size.columns();
    }

    /** As many rows as fit; a product of fewer takes a power of two, so that few programs serve all sizes. */
    private static int tileRows(int rows, int most) {
        // 16 sums of one vector each would leave no register for what is multiplied.
        int best = Math.min(most, 12);
        return rows >= best ? best : Integer.highestOneBit(Math.max(1, rows));
    }
}
