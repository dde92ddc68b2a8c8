package dev.pullback.opencl.step;

import dev.pullback.api.plan.Step;
import dev.pullback.api.type.DType;
import dev.pullback.kernels.ProgramText;
import dev.pullback.opencl.code.Vectors;
import dev.pullback.opencl.device.ClDevice;
import dev.pullback.opencl.step.Launch.Arguments;
import dev.pullback.opencl.step.Launch.Grid;
import java.util.Collection;

/** Kernels for GPUs: groups of many work-items that share local memory. */
final class GpuFamily extends KernelFamily {

    /** Work-items of a group where the kernel leaves the choice. */
    private static final int GROUP = 256;
    /** Elements that a work-item of an elementwise loop computes at a time: more of them on their way to and from memory. */
    private static final int VECTOR = 4;
    /** The sides of transpose_gpu's tile and group. */
    private static final int TRANSPOSE_TILE = 32;

    private static final int TRANSPOSE_ROWS = 8;

    GpuFamily(ClDevice device) {
        super(device);
    }

    @Override
    public String name() {
        return "gpu";
    }

    /** A group's size that the device allows. */
    int group() {
        return (int) Math.min(GROUP, device.limits().maxWorkGroupSize());
    }

    /** A program with or without vectors, by the shape of its operands; an element comes out the same in both. */
    static ProgramText.Composer program(DType dtype, int width, Collection<DType> others) {
        return ProgramParts.program(dtype, width, others).define("BY_ELEMENT");
    }

    @Override
    Launch loop(Loop loop) {
        // A vector must not go beyond the end of a row, unless rows do not matter.
        int width = loop.linear() || loop.columns() % VECTOR == 0 ? VECTOR : 1;
        ProgramText.Composer program = program(loop.result().type().dtype(), width, loop.dtypes());
        if (loop.linear()) {
            program.define("LINEAR");
        } else if (loop.size() > Integer.MAX_VALUE) {
            program.define("WIDE_INDEX");
        }
        String source = program.source(loop.library())
                .code(loop.code().apply(Vectors.aligned(width)))
                .source("elementwise_gpu.cl")
                .build()
                .text();
        Arguments arguments = new Arguments()
                .longs(loop.size())
                .ints(loop.columns())
                .value(loop.result())
                .all(loop.arguments());
        return new Launch(
                loop.label(), source, "elementwise_gpu", arguments.list(), line(Math.ceilDiv(loop.size(), width)));
    }

    @Override
    Launch rows(Step.RowStep step) {
        return new RowLaunch(step).of(this);
    }

    @Override
    StepLaunches matmul(Step.MatMulStep step) {
        return new GpuMatMul(this, step).launches();
    }

    @Override
    StepLaunches reduce(Step.ReduceStep step) {
        return new GpuReduce(this, step).launches();
    }

    @Override
    Launch copy(Step.CopyStep step, Step.Part part) {
        long size = CopyLaunches.size(part);
        ProgramText.Composer program = ProgramText.compose()
                .define("T", CopyLaunches.element(step.result().type().dtype()))
                .define("RANK", CopyLaunches.rank(step, part));
        if (size > Integer.MAX_VALUE) {
            program.define("WIDE_INDEX");
        }
        Arguments arguments = new Arguments()
                .value(part.source())
                .value(step.result())
                .longs(part.sourceOffset(), part.targetOffset(), size);
        CopyLaunches.strides(arguments, part);
        String source = program.source("copy_gpu.cl").build().text();
        return new Launch(step.label(), source, "copy_gpu", arguments.list(), line(size));
    }

    @Override
    Launch transpose(Step.CopyStep step, Step.Part part) {
        String source = ProgramText.compose()
                .define("T", CopyLaunches.element(step.result().type().dtype()))
                .source("transpose_gpu.cl")
                .build()
                .text();
        int rank = part.lengths().count();
        long rowTiles = Math.ceilDiv(part.lengths().get(rank - 1), TRANSPOSE_TILE);
        long columnTiles = Math.ceilDiv(part.lengths().get(rank - 2), TRANSPOSE_TILE);
        Grid grid = new Grid(
                3,
                columnTiles * TRANSPOSE_TILE,
                rowTiles * TRANSPOSE_ROWS,
                CopyLaunches.batch(part),
                TRANSPOSE_TILE,
                TRANSPOSE_ROWS,
                1);
        return new Launch(
                step.label(),
                source,
                "transpose_gpu",
                CopyLaunches.transpose(step, part).list(),
                grid);
    }

    @Override
    Launch gather(Step.GatherStep step) {
        String source = ProgramText.compose()
                .define("T", CopyLaunches.element(step.result().type().dtype()))
                .source("gather_gpu.cl")
                .build()
                .text();
        long total = step.outer() * step.count() * step.inner();
        Arguments arguments = new Arguments()
                .value(step.source())
                .value(step.indices())
                .value(step.result())
                .ints(step.length(), step.count(), Count.of(step.inner(), "elements behind the axis", step.label()))
                .longs(total);
        return new Launch(step.label(), source, "gather_gpu", arguments.list(), line(total));
    }

    @Override
    Launch scatterAdd(Step.ScatterAddStep step) {
        String source = ProgramParts.program(step.result().type().dtype(), 1)
                .source("scatter_add_gpu.cl")
                .build()
                .text();
        long total = step.outer() * step.length() * step.inner();
        Arguments arguments = new Arguments()
                .value(step.updates())
                .value(step.indices())
                .value(step.result())
                .ints(step.length(), step.count(), Count.of(step.inner(), "elements behind the axis", step.label()))
                .longs(total);
        return new Launch(step.label(), source, "scatter_add_gpu", arguments.list(), line(total));
    }

    /** That many work-items, and more where they do not fill the last group. */
    private Grid line(long items) {
        return Grid.groups(Math.ceilDiv(items, group()), group());
    }
}
