package dev.pullback.cpu.step;

import dev.pullback.api.plan.Cluster;
import dev.pullback.api.plan.Step.ElementwiseStep;
import dev.pullback.cpu.threads.ParallelTask;
import dev.pullback.cpu.threads.ThreadPool;

/** Runs a cluster block by block: load operands into registers, go through its ops there, store the result. */
final class ElementwiseKernel implements PreparedStep, ParallelTask {

    private final Place result;
    private final BlockGrid grid;
    private final Constants constants;
    private final Program[] programs;
    private final Partition partition;
    private final ThreadPool pool;

    ElementwiseKernel(ElementwiseStep step, Places places, ThreadPool pool, RegisterFile[] files) {
        Cluster cluster = step.cluster();
        int columns = cluster.lengths().get(cluster.lengths().count() - 1);
        this.result = places.of(step.result());
        this.grid = BlockGrid.of(columns == 0 ? 0 : cluster.size() / columns, columns);
        this.constants = new Constants(cluster, places);
        this.programs = new Program[files.length];
        for (int worker = 0; worker < files.length; worker++) {
            programs[worker] = ProgramBuilder.build(cluster, places, constants, files[worker]);
        }
        double elements = (double) grid.rowsPerBlock() * grid.columnsPerBlock();
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

    /**
     * Computes only the elements from one on, fewer than a register has, on the calling thread. All operands must be read from
     * end to end: then a block may begin anywhere.
     */
    void runFrom(long element) {
        int count = (int) ((long) grid.columns() * grid.rows() - element);
        if (count > 0) {
            Program program = programs[0];
            program.block().moveTo(element / grid.columns(), 1, (int) (element % grid.columns()), count);
            program.run();
            program.result().store(result.segment(), element, count);
        }
    }

    @Override
    public void run(int part, int worker) {
        Program program = programs[worker];
        Block block = program.block();
        long end = partition.start(part + 1);
        for (long number = partition.start(part); number < end; number++) {
            grid.move(block, number);
            program.run();
            program.result().store(result.segment(), block.row() * grid.columns() + block.column(), block.size());
        }
    }
}
