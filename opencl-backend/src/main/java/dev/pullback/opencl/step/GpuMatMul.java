package dev.pullback.opencl.step;

import dev.pullback.api.plan.Step.MatMulSize;
import dev.pullback.api.plan.Step.MatMulStep;
import dev.pullback.kernels.ProgramText;
import dev.pullback.opencl.code.ClusterCode;
import dev.pullback.opencl.step.Launch.Arguments;
import dev.pullback.opencl.step.Launch.Grid;

/** Matrix products on a GPU, with the tile that suits the size of the product and of the device. */
final class GpuMatMul {

    private static final int VECTOR = 4;

    private final GpuFamily family;
    private final MatMulStep step;
    private final MatMulSize size;

    GpuMatMul(GpuFamily family, MatMulStep step) {
        this.family = family;
        this.step = step;
        this.size = step.size();
    }

    StepLaunches launches() {
        GpuTile tile = GpuTile.fastest(
                size.rows(), size.columns(), size.batch(), size.dtype().bytes(), family.device.limits());
        boolean vectorStores = size.columns() % VECTOR == 0;
        int width = vectorStores ? VECTOR : 1;
        ProgramText.Composer program = step.epilogue()
                .map(cluster -> ProgramParts.program(size.dtype(), width, ProgramParts.dtypes(cluster)))
                .orElseGet(() -> ProgramParts.program(size.dtype(), width));
        program.define("TRANS_A", size.transposeA() ? 1 : 0)
                .define("TRANS_B", size.transposeB() ? 1 : 0)
                .define("BM", tile.rows())
                .define("BN", tile.columns())
                .define("BK", tile.depth())
                .define("TM", tile.itemRows())
                .define("TN", tile.itemColumns())
                .define("A_VECTOR", leadingA() % VECTOR == 0 && size.batchStrideA() % VECTOR == 0 ? 1 : 0)
                .define("B_VECTOR", leadingB() % VECTOR == 0 && size.batchStrideB() % VECTOR == 0 ? 1 : 0)
                .define("C_VECTOR", vectorStores ? 1 : 0)
                .source("scalar.cl");
        Arguments arguments = new Arguments()
                .value(step.a())
                .value(step.b())
                .value(step.result())
                .ints(size.rows(), size.columns(), size.inner())
                .longs(0)
                .ints(leadingA())
                .longs(size.batchStrideA())
                .longs(0)
                .ints(leadingB())
                .longs(size.batchStrideB())
                .ints(1, size.inner());
        step.epilogue().ifPresent(cluster -> {
            ClusterCode code = ClusterCode.epilogue(cluster);
            program.code(ProgramParts.epilogue(code, cluster, width));
            arguments.of(code);
        });
        String source = program.source("gemm_gpu.cl").build().text();
        int threads = tile.threads();
        Grid grid = new Grid(
                3,
                (long) threads * Math.ceilDiv(size.columns(), tile.columns()),
                Math.ceilDiv(size.rows(), tile.rows()),
                size.batch(),
                threads,
                1,
                1);
        return StepLaunches.of(new Launch(step.label(), source, "gemm_gpu", arguments.list(), grid));
    }

    private int leadingA() {
        return size.transposeA() ? size.rows() : size.inner();
    }

    private int leadingB() {
        return size.transposeB() ? size.inner() : size.columns();
    }
}
