package dev.pullback.opencl.step;

import dev.pullback.api.plan.Step.ReduceStep;
import dev.pullback.api.plan.Step.Reduction;
import dev.pullback.api.type.DType;
import dev.pullback.opencl.step.Launch.Arguments;
import dev.pullback.opencl.step.Launch.Grid;
import java.util.List;

/** Reductions on a processor: over rows, or over columns that lie side by side. A few long rows are cut for all cores. */
final class CpuReduce {

    private static final int COLUMN_VECTORS = 4;
    /** Shorter pieces are not worth a group of their own. */
    private static final int SHORTEST_PIECE = 16_384;

    private final CpuFamily family;
    private final ReduceStep step;
    private final DType dtype;
    private final int width;

    CpuReduce(CpuFamily family, ReduceStep step) {
        this.family = family;
        this.step = step;
        this.dtype = step.source().dtype();
        this.width = family.width(dtype);
    }

    StepLaunches launches() {
        if (step.reduction() == Reduction.ARGMAX) {
            return StepLaunches.of(argmax());
        }
        int pieces = pieces();
        if (pieces == 1) {
            return StepLaunches.of(reduce(step.length(), step.length(), false, false));
        }
        int chunk = (int) CpuFamily.roundUp(Math.ceilDiv(step.length(), pieces), width);
        int splits = Math.ceilDiv(step.length(), chunk);
        long partialBytes = step.outer() * splits * step.inner() * dtype.bytes();
        return new StepLaunches(
                List.of(reduce(step.length(), chunk, false, true), reduce(splits, splits, true, false)),
                List.of(partialBytes));
    }

    /** Into how many pieces each reduced axis is cut, so that there is work for all cores. */
    private int pieces() {
        long groups = isRows() ? step.outer() : step.outer() * CpuFamily.ceilDiv(step.inner(), columnsPerGroup());
        long missing = family.wantedGroups() / Math.max(1, groups);
        long elementsPerIndex = isRows() ? 1 : Math.min(step.inner(), columnsPerGroup());
        long worthwhile = step.length() * elementsPerIndex / SHORTEST_PIECE;
        return Math.clamp(Math.min(missing, worthwhile), 1, Math.max(1, step.length()));
    }

    private long columnsPerGroup() {
        return (long) COLUMN_VECTORS * width;
    }

    private boolean isRows() {
        return step.inner() == 1;
    }

    private Launch reduce(int length, int chunk, boolean fromScratch, boolean toScratch) {
        int splits = chunk == 0 ? 1 : Math.ceilDiv(length, chunk);
        Arguments arguments = new Arguments();
        if (toScratch) {
            arguments.scratch(0);
        } else {
            arguments.value(step.result());
        }
        Grid grid;
        if (isRows()) {
            int rows = Count.of(step.outer(), "rows", step.label());
            int rowsPerItem = Math.max(1, rows / family.wantedGroups());
            arguments.ints(rows, length, chunk, rowsPerItem);
            grid = Grid.items(splits, CpuFamily.ceilDiv(rows, rowsPerItem));
        } else {
            arguments.ints(length, Count.of(step.inner(), "columns", step.label()), chunk);
            grid = Grid.items(CpuFamily.ceilDiv(step.inner(), columnsPerGroup()), splits, step.outer());
        }
        var program = new ReduceProgram(step, !fromScratch, !toScratch);
        program.addTo(arguments, 0);
        String kernel = isRows() ? "reduce_rows_cpu" : "reduce_columns_cpu";
        String source = program.text(program.macros(width), width, kernel + ".cl");
        return new Launch(step.label(), source, kernel, arguments.list(), grid);
    }

    private Launch argmax() {
        Arguments arguments = new Arguments().value(step.result());
        String kernel;
        Grid grid;
        if (isRows()) {
            int rows = Count.of(step.outer(), "rows", step.label());
            int rowsPerItem = Math.max(1, rows / family.wantedGroups());
            arguments.ints(rows, step.length(), rowsPerItem);
            kernel = "argmax_rows_cpu";
            grid = Grid.groups(CpuFamily.ceilDiv(rows, rowsPerItem), 1);
        } else {
            arguments.ints(step.length(), Count.of(step.inner(), "columns", step.label()));
            kernel = "argmax_columns_cpu";
            grid = Grid.items(CpuFamily.ceilDiv(step.inner(), width), step.outer());
        }
        var program = new ReduceProgram(step, true, true);
        program.addTo(arguments, 0);
        String source = program.text(program.macros(width), width, "argmax_cpu.cl");
        return new Launch(step.label(), source, kernel, arguments.list(), grid);
    }
}
