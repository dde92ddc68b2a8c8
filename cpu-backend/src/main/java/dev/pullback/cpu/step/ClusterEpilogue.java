package dev.pullback.cpu.step;

import dev.pullback.api.plan.Cluster;
import dev.pullback.cpu.matmul.Epilogue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A cluster that goes over finished sums of a product in their own array.
 *
 * @param <T> the array type of the sums
 */
final class ClusterEpilogue<T> implements Epilogue<T> {

    private final int columns;
    private final Constants constants;
    private final List<Program> programs = new ArrayList<>();
    private final List<Register<T>> accumulators = new ArrayList<>();
    private final Place result;

    /** @param result where to store what becomes of the sums, or null to leave that to the product */
    ClusterEpilogue(
            Cluster cluster, Places places, RegisterFile[] files, Supplier<Register<T>> accumulator, Place result) {
        this.columns = cluster.lengths().get(cluster.lengths().count() - 1);
        this.constants = new Constants(cluster, places);
        this.result = result;
        for (RegisterFile file : files) {
            Register<T> sums = accumulator.get();
            accumulators.add(sums);
            programs.add(ProgramBuilder.build(cluster, places, constants, file, sums));
        }
    }

    /** To be called before a run, once places are bound. */
    void begin() {
        constants.read();
    }

    @Override
    public void apply(T sums, long row, int rows, int column, int columns, int worker) {
        Program program = programs.get(worker);
        Register<T> accumulator = accumulators.get(worker);
        accumulator.values = sums;
        program.block().moveTo(row, rows, column, columns);
        program.run();
        if (result != null) {
            accumulator.store(result.segment(), row * this.columns + column, rows * columns);
        }
    }
}
