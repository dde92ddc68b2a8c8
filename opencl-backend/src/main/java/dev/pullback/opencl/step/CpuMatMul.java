package dev.pullback.opencl.step;

import dev.pullback.api.plan.Step.MatMulSize;
import dev.pullback.api.plan.Step.MatMulStep;
import dev.pullback.kernels.ProgramText;
import dev.pullback.opencl.code.ClusterCode;
import dev.pullback.opencl.step.Launch.Arguments;
import dev.pullback.opencl.step.Launch.Grid;
import java.util.ArrayList;
import java.util.List;

/**
 * Matrix products on a processor. The right operand is packed into panels where its rows lie badly for the cache, or are
 * transposed, or are narrower than a tile; a product of few rows with a transposed matrix is taken as dot products instead.
 */
final class CpuMatMul {

    /** Rows of a register tile, the largest that the product has room for. */
    private static final int[] TILE_ROWS = {12, 8, 6, 4, 2, 1};
    /** Longer sums are taken in blocks, so that a panel's part stays in the cache. */
    private static final int LONGEST_BLOCK = 1024;

    private static final int BLOCK = 512;
    /** Rows this many bytes apart (or a multiple) fall into the same few cache sets. */
    private static final int PAGE = 4096;
    /** Fewer rows than this do not earn the packing of a transposed matrix. */
    private static final int FEW_ROWS = 8;

    /** Bytes of a register where 12 rows of two fit, with room for what is multiplied; others have half as many. */
    private static final int WIDE_REGISTER = 64;

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
        this.tileRows = largestTile(size.rows(), width * size.dtype().bytes() == WIDE_REGISTER ? 12 : 6);
        this.tileVectors = size.columns() <= width ? 1 : 2;
    }

    StepLaunches launches() {
        if (size.batch() == 0 || size.rows() == 0 || size.columns() == 0) {
            return new StepLaunches(List.of(), List.of());
        }
        // A single column lies in memory as a single row would.
        boolean column = size.columns() == 1;
        boolean dots = !size.transposeA() && (column || (size.transposeB() && size.rows() < FEW_ROWS));
        if (dots) {
            return new StepLaunches(List.of(dot()), List.of());
        }
        List<Launch> launches = new ArrayList<>();
        List<Long> scratch = new ArrayList<>();
        boolean packed = packs();
        if (packed) {
            launches.add(pack());
            scratch.add(packedElements() * size.dtype().bytes());
        }
        boolean blocked = size.inner() > LONGEST_BLOCK;
        if (blocked) {
            scratch.add((long) size.batch()
                    * rowTiles()
                    * panels()
                    * tileRows
                    * panelColumns()
                    * size.dtype().bytes());
        }
        launches.add(multiply(packed, blocked));
        return new StepLaunches(launches, scratch);
    }

    private boolean packs() {
        long rowBytes = (long) size.columns() * size.dtype().bytes();
        boolean narrow = size.columns() < panelColumns();
        boolean crowded = rowBytes % PAGE == 0 && size.rows() >= 8 * tileRows;
        boolean large =
                size.inner() > LONGEST_BLOCK / 2 && size.columns() > LONGEST_BLOCK && size.rows() >= 8 * tileRows;
        return size.transposeB() || narrow || crowded || large;
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

    private Launch multiply(boolean packed, boolean blocked) {
        ProgramText.Composer program = program()
                .define("MR", tileRows)
                .define("NV", tileVectors)
                .define("TRANS_A", size.transposeA() ? 1 : 0)
                .define("B_PACKED", packed ? 1 : 0);
        if (blocked) {
            program.define("K_BLOCKED");
        }
        long tiles = (long) rowTiles() * panels() * size.batch();
        int tilesPerItem = Math.clamp(tiles / (2L * family.wantedGroups()), 1, rowTiles());
        Arguments arguments = new Arguments();
        arguments.value(step.a());
        if (packed) {
            arguments.scratch(0);
        } else {
            arguments.value(step.b());
        }
        long batchB = packed && size.batchStrideB() != 0 ? packedMatrix() : size.batchStrideB();
        arguments
                .value(step.result())
                .ints(size.rows(), size.columns(), size.inner())
                .longs(0)
                .ints(leadingA())
                .longs(size.batchStrideA())
                .longs(0)
                .ints(leadingB())
                .longs(batchB)
                .ints(tilesPerItem, 1, 1, size.inner());
        if (blocked) {
            arguments.scratch(packed ? 1 : 0).ints(BLOCK);
        }
        Grid grid = Grid.items(panels(), CpuFamily.ceilDiv(rowTiles(), tilesPerItem), size.batch());
        return finish(program, "gemm_cpu", arguments, grid);
    }

    private Launch dot() {
        int rows = size.rows() >= 4 ? 4 : 1;
        ProgramText.Composer program = program().define("MR", rows).define("NC", 4);
        long groups = Math.ceilDiv(size.columns(), width);
        long tiles = Math.ceilDiv(size.rows(), rows);
        int tilesPerItem =
                (int) Math.clamp(groups * tiles * size.batch() / (2L * family.wantedGroups()), 1, Math.max(1, tiles));
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
                .longs(size.batchStrideB())
                .ints(tilesPerItem, 1, 1, size.inner());
        Grid grid = Grid.items(groups, CpuFamily.ceilDiv(tiles, tilesPerItem), size.batch());
        return finish(program, "gemm_cpu_dot", arguments, grid);
    }

    private ProgramText.Composer program() {
        return step.epilogue()
                .map(cluster -> ProgramParts.program(size.dtype(), width, ProgramParts.dtypes(cluster)))
                .orElseGet(() -> ProgramParts.program(size.dtype(), width));
    }

    /** Adds the epilogue, whose arguments come last. */
    private Launch finish(ProgramText.Composer program, String kernel, Arguments arguments, Grid grid) {
        program.source("scalar.cl");
        step.epilogue().ifPresent(cluster -> {
            ClusterCode code = ClusterCode.epilogue(cluster);
            program.code(ProgramParts.epilogue(code, cluster, width));
            arguments.of(code);
        });
        String source = program.source(kernel + ".cl").build().text();
        return new Launch(step.label(), source, kernel, arguments.list(), grid);
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

    private static int largestTile(int rows, int most) {
        for (int tile : TILE_ROWS) {
            if (tile <= rows && tile <= most) {
                return tile;
            }
        }
        return 1;
    }
}
