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

    private final Constants constants;
    private final List<Program> programs = new ArrayList<>();
    private final List<Register<T>> accumulators = new ArrayList<>();
    private final boolean readsResult;

    /** @param readsResult whether an operand of the cluster is in the memory where the product's result goes */
    ClusterEpilogue(
            Cluster cluster,
            Places places,
            RegisterFile[] files,
            Supplier<Register<T>> accumulator,
            boolean readsResult) {
        this.readsResult = readsResult;
        this.constants = new Constants(cluster, places);
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
    }

    @Override
    public boolean readsResult() {
        return readsResult;
    }
}
