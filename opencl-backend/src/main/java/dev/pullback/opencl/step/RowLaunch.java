package dev.pullback.opencl.step;

import dev.pullback.api.plan.Step.RowStep;
import dev.pullback.kernels.ProgramText;
import dev.pullback.opencl.code.CType;
import dev.pullback.opencl.code.RowCode;
import dev.pullback.opencl.step.Launch.Arguments;
import dev.pullback.opencl.step.Launch.Grid;

/** The launch of a row step: on a processor some rows to a work-item, on a GPU some work-items to a row. */
final class RowLaunch {

    private final RowStep step;
    private final RowCode code;
    private final int length;
    private final int rows;

    RowLaunch(RowStep step) {
        this.step = step;
        this.code = new RowCode(step);
        this.length = step.cluster().lengths().get(step.cluster().lengths().count() - 1);
        this.rows = Count.of(step.cluster().size() / length, "rows", step.label());
    }

    Launch of(CpuFamily family) {
        int width = family.width(code.reductionType());
        int rowsPerItem = Math.max(1, rows / family.wantedGroups());
        String source = program(width)
                .source("row_lanes.cl")
                .code(code.forProcessor(width))
                .source("rows_cpu.cl")
                .build()
                .text();
        Arguments arguments = new Arguments()
                .value(step.result())
                .ints(rows, length, rowsPerItem)
                .of(code.parameters());
        Grid grid = Grid.groups(CpuFamily.ceilDiv(rows, rowsPerItem), 1);
        return new Launch(step.label(), source, "rows_cpu", arguments.list(), grid);
    }

    Launch of(GpuFamily family) {
        int group = Integer.highestOneBit(family.group());
        int groupX = Math.min(group, Integer.highestOneBit(2 * length - 1));
        int groupY = group / groupX;
        String source = program(1)
                .define("WGX", groupX)
                .define("WGY", groupY)
                .source("row_group.cl")
                .code(code.forGroup())
                .source("rows_gpu.cl")
                .build()
                .text();
        Arguments arguments =
                new Arguments().value(step.result()).ints(rows, length).of(code.parameters());
        long rowsOfGroups = CpuFamily.ceilDiv(rows, groupY) * groupY;
        return new Launch(
                step.label(),
                source,
                "rows_gpu",
                arguments.list(),
                new Grid(2, groupX, rowsOfGroups, 1, groupX, groupY, 1));
    }

    private ProgramText.Composer program(int width) {
        return ProgramParts.program(code.reductionType(), width, ProgramParts.dtypes(step.cluster()))
                .define("T_OUT", CType.of(step.result().type().dtype()));
    }
}
