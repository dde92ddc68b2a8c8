package dev.pullback.cpu.step;

import dev.pullback.api.plan.Cluster;
import dev.pullback.api.plan.Step.RowStep;
import dev.pullback.cpu.threads.ParallelTask;
import dev.pullback.cpu.threads.ThreadPool;

/** Runs a row step on as many whole rows at a time as fit a register; whatever rows are reduced to stays there. */
final class RowKernel implements PreparedStep, ParallelTask {

    private final boolean reduced;
    private final Place result;
    private final BlockGrid grid;
    private final Constants constants;
    private final RowProgram[] programs;
    private final Partition partition;
    private final ThreadPool pool;

    RowKernel(RowStep step, Places places, ThreadPool pool, RegisterFile[] files) {
        Cluster cluster = step.cluster();
        int length = cluster.lengths().get(cluster.lengths().count() - 1);
        this.reduced = step.reduced();
        this.result = places.of(step.result());
        this.grid = BlockGrid.of(cluster.size() / length, length);
        this.constants = new Constants(cluster, places);
        this.programs = new RowProgram[files.length];
        for (int worker = 0; worker < files.length; worker++) {
            programs[worker] = RowProgramBuilder.build(step, places, constants, files[worker]);
        }
        double elements = (double) grid.rowsPerBlock() * grid.columns();
        this.partition = Partition.of(grid.blocks(), elements * BlockCost.nanosPerElement(cluster), pool.size());
        this.pool = pool;
    }

    @Override
    public void run() {
        if (partition.parts() > 0) {
            constants.read();
            pool.run(partition.parts(), this);
        }
    }

    @Override
    public void run(int part, int worker) {
        int columns = reduced ? 1 : grid.columns();
        long end = partition.start(part + 1);
        for (long block = partition.start(part); block < end; block++) {
            long row = block * grid.rowsPerBlock();
            int rows = (int) Math.min(grid.rowsPerBlock(), grid.rows() - row);
            Register<?> done = programs[worker].run(row, rows, grid.columns());
            done.store(result.segment(), row * columns, rows * columns);
        }
    }
}
