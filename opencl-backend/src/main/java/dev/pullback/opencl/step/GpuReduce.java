package dev.pullback.opencl.step;

import dev.pullback.api.plan.Step.ReduceStep;
import dev.pullback.api.plan.Step.Reduction;
import dev.pullback.api.type.DType;
import dev.pullback.opencl.step.Launch.Arguments;
import dev.pullback.opencl.step.Launch.Grid;
import java.util.ArrayList;
import java.util.List;

/**
 * Reductions on a GPU. A group reduces a bounded piece; where an axis is longer, the pieces' results are reduced again,
 * from one of two scratch buffers to the other, until one is left.
 */
final class GpuReduce {

    /** An item adds no more than this many elements one by one; the kernels' error bound rests on it. */
    private static final int PER_ITEM = 64;
    /** Neighbouring columns of a group. */
    private static final int COLUMNS = 32;
    /** Rows of work-items in the largest group. */
    private static final int MOST_ROWS = 32;

    private final ReduceStep step;
    private final DType dtype;
    private final int groupX;
    private final int groupY;

    GpuReduce(GpuFamily family, ReduceStep step) {
        this.step = step;
        this.dtype = step.source().dtype();
        int group = Integer.highestOneBit(family.group());
        boolean longRows = isRows() && step.length() > 4 * 32;
        this.groupX = longRows ? group : Math.min(COLUMNS, group);
        this.groupY = isRows() ? Math.max(1, group / groupX) : rowsOfItems(family, Math.max(1, group / groupX));
    }

    /** Twice or four times as many, if that saves a launch. */
    private int rowsOfItems(GpuFamily family, int usual) {
        int needed = Integer.highestOneBit(Math.max(1, 2 * Math.ceilDiv(step.length(), PER_ITEM) - 1));
        boolean fits = needed <= MOST_ROWS
                && (long) needed * groupX <= family.device.limits().maxWorkGroupSize();
        return needed > usual && fits ? needed : usual;
    }

    StepLaunches launches() {
        if (step.reduction() == Reduction.ARGMAX) {
            return StepLaunches.of(argmax());
        }
        int chunk = PER_ITEM * (isRows() ? groupX : groupY);
        List<Launch> launches = new ArrayList<>();
        List<Long> scratch = new ArrayList<>();
        int length = step.length();
        int from = -1;
        while (length > chunk) {
            int pieces = Math.ceilDiv(length, chunk);
            int to = launches.size() % 2;
            if (scratch.size() <= to) {
                scratch.add(step.outer() * pieces * step.inner() * dtype.bytes());
            }
            launches.add(reduce(length, chunk, from, to));
            from = to;
            length = pieces;
        }
        launches.add(reduce(length, Math.max(1, length), from, -1));
        return new StepLaunches(launches, scratch);
    }

    private boolean isRows() {
        return step.inner() == 1;
    }

    /** From and to a scratch buffer by number, or with -1 from the source and to the result. */
    private Launch reduce(int length, int chunk, int from, int to) {
        int pieces = Math.max(1, Math.ceilDiv(length, chunk));
        Arguments arguments = new Arguments();
        if (to >= 0) {
            arguments.scratch(to);
        } else {
            arguments.value(step.result());
        }
        if (isRows()) {
            arguments.ints(Count.of(step.outer(), "rows", step.label()), length, chunk);
        } else {
            arguments.ints(length, Count.of(step.inner(), "columns", step.label()), chunk);
        }
        var program = new ReduceProgram(step, from < 0, to < 0);
        program.addTo(arguments, from);
        String kernel = isRows() ? "reduce_rows_gpu" : "reduce_columns_gpu";
        return new Launch(step.label(), text(program, kernel + ".cl"), kernel, arguments.list(), grid(pieces));
    }

    private Launch argmax() {
        Arguments arguments = new Arguments().value(step.result());
        if (isRows()) {
            arguments.ints(Count.of(step.outer(), "rows", step.label()), step.length());
        } else {
            arguments.ints(step.length(), Count.of(step.inner(), "columns", step.label()));
        }
        var program = new ReduceProgram(step, true, true);
        program.addTo(arguments, 0);
        String kernel = isRows() ? "argmax_rows_gpu" : "argmax_columns_gpu";
        return new Launch(step.label(), text(program, "argmax_gpu.cl"), kernel, arguments.list(), grid(1));
    }

    private Grid grid(long pieces) {
        return isRows()
                ? new Grid(2, pieces * groupX, Math.ceilDiv(step.outer(), groupY) * groupY, 1, groupX, groupY, 1)
                : new Grid(
                        3,
                        Math.ceilDiv(step.inner(), groupX) * groupX,
                        pieces * groupY,
                        step.outer(),
                        groupX,
                        groupY,
                        1);
    }

    private String text(ReduceProgram program, String template) {
        return program.text(program.macros(1).define("WGX", groupX).define("WGY", groupY), 1, template);
    }
}
