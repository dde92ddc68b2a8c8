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
 * Matrix products on a GPU, with the tile that suits the size of the product and of the device; split along the inner axis
 * where that keeps more of the device busy.
 */
final class GpuMatMul {

    private static final int VECTOR = 4;

    private final GpuFamily family;
    private final MatMulStep step;
    private final MatMulSize size;
    private final GpuTiling tiling;
    /** Elements of a row that are stored at a time. */
    private final int width;

    GpuMatMul(GpuFamily family, MatMulStep step) {
        this.family = family;
        this.step = step;
        this.size = step.size();
        this.tiling = GpuTiling.fastest(size, family.device.limits());
        this.width = size.columns() % VECTOR == 0 ? VECTOR : 1;
    }

    StepLaunches launches() {
        if (!tiling.isSplit()) {
            return StepLaunches.of(multiply());
        }
        long scratchBytes = tiling.scratchElements(size) * size.dtype().bytes();
        return new StepLaunches(List.of(multiply(), sum()), List.of(scratchBytes));
    }

    /** The product, or its parts. */
    private Launch multiply() {
        GpuTile tile = tiling.tile();
        ProgramText.Composer program = (tiling.isSplit() ? partial() : finished())
                .define("TRANS_A", size.transposeA() ? 1 : 0)
                .define("TRANS_B", size.transposeB() ? 1 : 0)
                .define("BM", tile.rows())
                .define("BN", tile.columns())
                .define("BK", tile.depth())
                .define("TM", tile.itemRows())
                .define("TN", tile.itemColumns())
                .define("A_VECTOR", leadingA() % VECTOR == 0 && size.batchStrideA() % VECTOR == 0 ? 1 : 0)
                .define("B_VECTOR", leadingB() % VECTOR == 0 && size.batchStrideB() % VECTOR == 0 ? 1 : 0)
                .define("C_VECTOR", width > 1 ? 1 : 0)
                .source("scalar.cl");
        Arguments arguments = new Arguments().value(step.a()).value(step.b());
        if (tiling.isSplit()) {
            arguments.scratch(0);
        } else {
            arguments.value(step.result());
        }
        arguments
                .ints(size.rows(), size.columns(), size.inner())
                .longs(0)
                .ints(leadingA())
                .longs(size.batchStrideA())
                .longs(0)
                .ints(leadingB())
                .longs(size.batchStrideB())
                .ints(tiling.splits(), tiling.splitLength());
        if (!tiling.isSplit()) {
            addEpilogue(program, arguments);
        }
        String source = program.source("gemm_gpu.cl").build().text();
        int threads = tile.threads();
        Grid grid = new Grid(
                3,
                (long) threads * Math.ceilDiv(size.columns(), tile.columns()),
                Math.ceilDiv(size.rows(), tile.rows()),
                (long) size.batch() * tiling.splits(),
                threads,
                1,
                1);
        String label = tiling.isSplit() ? step.label() + " (parts)" : step.label();
        return new Launch(label, source, "gemm_gpu", arguments.list(), grid);
    }

    /** The sum of the parts, and what comes behind the product. */
    private Launch sum() {
        ProgramText.Composer program = finished().source("scalar.cl");
        Arguments arguments =
                new Arguments().scratch(0).value(step.result()).ints(size.rows(), size.columns(), tiling.splits());
        addEpilogue(program, arguments);
        String source = program.source("gemm_gpu_sum.cl").build().text();
        int group = family.group();
        long items = (long) size.rows() * size.columns() / width;
        Grid grid = new Grid(2, Math.ceilDiv(items, group) * (long) group, size.batch(), 1, group, 1, 1);
        return new Launch(step.label(), source, "gemm_gpu_sum", arguments.list(), grid);
    }

    private ProgramText.Composer partial() {
        return ProgramParts.program(size.dtype(), width);
    }

    private ProgramText.Composer finished() {
        return step.epilogue()
                .map(cluster -> GpuFamily.program(size.dtype(), width, ProgramParts.dtypes(cluster)))
                .orElseGet(this::partial);
    }

    private void addEpilogue(ProgramText.Composer program, Arguments arguments) {
        step.epilogue().ifPresent(cluster -> {
            ClusterCode code = ClusterCode.epilogue(cluster);
            program.code(ProgramParts.epilogue(code, cluster, Vectors.aligned(width)));
            arguments.of(code);
        });
    }

    private int leadingA() {
        return size.transposeA() ? size.rows() : size.inner();
    }

    private int leadingB() {
        return size.transposeB() ? size.inner() : size.columns();
    }
}
