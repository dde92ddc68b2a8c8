package dev.pullback.cpu.step;

import dev.pullback.api.plan.Cluster;
import java.util.ArrayList;
import java.util.List;

/**
 * A cluster whose results are left in the block of each worker's fold: what a reduction reads, or what becomes of what it
 * has come to.
 */
final class FoldProgram {

    private final Constants constants;
    private final List<Program> programs = new ArrayList<>();

    FoldProgram(Cluster cluster, Places places, RegisterFile[] files, List<Fold> folds) {
        this.constants = new Constants(cluster, places);
        for (int worker = 0; worker < files.length; worker++) {
            Register<?> block = folds.get(worker).block();
            programs.add(ProgramBuilder.build(cluster, places, constants, files[worker], block));
        }
    }

    /** To be called before a run, once places are bound. */
    void begin() {
        constants.read();
    }

    void run(long row, int rows, int column, int columns, int worker) {
        Program program = programs.get(worker);
        program.block().moveTo(row, rows, column, columns);
        program.run();
    }
}
