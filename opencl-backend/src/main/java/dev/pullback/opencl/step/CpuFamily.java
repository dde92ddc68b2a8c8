package dev.pullback.opencl.step;

import dev.pullback.api.plan.Step;
import dev.pullback.api.type.DType;
import dev.pullback.kernels.ProgramText;
import dev.pullback.opencl.code.Vectors;
import dev.pullback.opencl.device.ClDevice;
import dev.pullback.opencl.step.Launch.Arguments;
import dev.pullback.opencl.step.Launch.Grid;

/** Kernels for processors: one work-item per group, explicit vectors, no local memory, no barrier. */
final class CpuFamily extends KernelFamily {

    /** Enough groups that the last one to finish keeps nobody waiting for long. */
    private static final int GROUPS_PER_UNIT = 8;
    /** Fewer elements than this are not worth a group of their own. */
    private static final int SMALLEST_CHUNK = 2048;

    CpuFamily(ClDevice device) {
        super(device);
    }

    @Override
    public String name() {
        return "cpu";
    }

    /** Elements of a vector: a register of the processor, and for elementwise loops two where registers are short. */
    int width(DType dtype) {
        int floats = device.limits().floatVectorWidth() >= 16 ? 16 : 8;
        return dtype == DType.FLOAT64 ? floats / 2 : floats;
    }

    int wantedGroups() {
        return computeUnits() * GROUPS_PER_UNIT;
    }

    @Override
    Launch loop(Loop loop) {
        int width = width(DType.FLOAT32);
        DType dtype = loop.result().type().dtype();
        String source = ProgramParts.program(dtype, width, loop.dtypes())
                .source(loop.library())
                .code(loop.code().apply(Vectors.of(width)))
                .source("elementwise_cpu.cl")
                .build()
                .text();
        long rows = loop.columns() == 0 ? 0 : loop.size() / loop.columns();
        Blocks blocks = blocks(rows, loop.columns(), width);
        Arguments arguments = new Arguments()
                .ints(Count.of(rows, "rows", loop.label()), loop.columns(), blocks.rows(), blocks.columns())
                .value(loop.result())
                .all(loop.arguments());
        return new Launch(
                loop.label(), source, "elementwise_cpu", arguments.list(), blocks.grid(rows, loop.columns(), 1));
    }

    @Override
    Launch rows(Step.RowStep step) {
        return new RowLaunch(step).of(this);
    }

    @Override
    StepLaunches matmul(Step.MatMulStep step) {
        return new CpuMatMul(this, step).launches();
    }

    @Override
    StepLaunches reduce(Step.ReduceStep step) {
        return new CpuReduce(this, step).launches();
    }

    @Override
    Launch copy(Step.CopyStep step, Step.Part part) {
        int rank = CopyLaunches.rank(step, part);
        DType dtype = step.result().type().dtype();
        int width = width(dtype);
        String source = ProgramText.compose()
                .define("T", CopyLaunches.element(dtype))
                .define("VW", width)
                .define("RANK", rank)
                .source("copy_cpu.cl")
                .build()
                .text();
        int columns = part.lengths().get(rank - 1);
        long rows = CopyLaunches.size(part) / columns;
        Blocks blocks = blocks(rows, columns, width);
        Arguments arguments = new Arguments()
                .value(part.source())
                .value(step.result())
                .longs(part.sourceOffset(), part.targetOffset(), rows)
                .ints(blocks.rows(), blocks.columns());
        CopyLaunches.strides(arguments, part);
        return new Launch(step.label(), source, "copy_cpu", arguments.list(), blocks.grid(rows, columns, 1));
    }

    @Override
    Launch transpose(Step.CopyStep step, Step.Part part) {
        DType dtype = step.result().type().dtype();
        int width = width(dtype);
        String source = ProgramText.compose()
                .define("T", CopyLaunches.element(dtype))
                .define("VW", width)
                .source("transpose_cpu.cl")
                .build()
                .text();
        int rank = part.lengths().count();
        int rows = part.lengths().get(rank - 1);
        int columns = part.lengths().get(rank - 2);
        int rowChunk = (int) roundUp(Math.max(SMALLEST_CHUNK / width, rows / wantedGroups()), width);
        Arguments arguments = CopyLaunches.transpose(step, part).ints(rowChunk);
        Grid grid = Grid.items(ceilDiv(columns, width), ceilDiv(rows, rowChunk), CopyLaunches.batch(part));
        return new Launch(step.label(), source, "transpose_cpu", arguments.list(), grid);
    }

    @Override
    Launch gather(Step.GatherStep step) {
        DType dtype = step.result().type().dtype();
        int width = width(dtype);
        String source = ProgramText.compose()
                .define("T", CopyLaunches.element(dtype))
                .define("VW", width)
                .source("gather_cpu.cl")
                .build()
                .text();
        Arguments arguments =
                new Arguments().value(step.source()).value(step.indices()).value(step.result());
        return rows(
                step.label(),
                source,
                "gather_cpu",
                arguments,
                step.outer(),
                step.length(),
                step.count(),
                step.inner(),
                step.count(),
                width);
    }

    @Override
    Launch scatterAdd(Step.ScatterAddStep step) {
        DType dtype = step.result().type().dtype();
        int width = width(dtype);
        String source = ProgramParts.program(dtype, width)
                .source("scatter_add_cpu.cl")
                .build()
                .text();
        Arguments arguments =
                new Arguments().value(step.updates()).value(step.indices()).value(step.result());
        return rows(
                step.label(),
                source,
                "scatter_add_cpu",
                arguments,
                step.outer(),
                step.length(),
                step.count(),
                step.inner(),
                step.length(),
                width);
    }

    /** A kernel that writes rows of an {@code [outer, rows, inner]} result. */
    private Launch rows(
            String label,
            String source,
            String kernel,
            Arguments arguments,
            long outer,
            int length,
            int count,
            long inner,
            int rows,
            int width) {
        int columns = Count.of(inner, "elements behind the axis", label);
        Blocks blocks = blocks(rows, columns, width);
        arguments.ints(length, count, columns, blocks.rows(), blocks.columns());
        return new Launch(label, source, kernel, arguments.list(), blocks.grid(rows, columns, outer));
    }

    /** How much of a [rows, columns] view one work-item takes. */
    private record Blocks(int rows, int columns) {
        Grid grid(long allRows, long allColumns, long outer) {
            return Grid.items(ceilDiv(allColumns, columns), ceilDiv(allRows, rows), outer);
        }
    }

    private Blocks blocks(long rows, int columns, int width) {
        long chunk = Math.max(SMALLEST_CHUNK, rows * columns / wantedGroups());
        int columnsPerItem = (int) Math.min(roundUp(columns, width), roundUp(chunk, width));
        int rowsPerItem = (int) Math.clamp(chunk / Math.max(1, columns), 1, Math.max(1, rows));
        return new Blocks(rowsPerItem, columnsPerItem);
    }

    static long roundUp(long value, int multiple) {
        return Math.max(multiple, Math.ceilDiv(value, multiple) * multiple);
    }

    static long ceilDiv(long value, long divisor) {
        return value == 0 ? 0 : Math.ceilDiv(value, divisor);
    }
}
