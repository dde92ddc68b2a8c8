package dev.pullback.cpu.step;

import java.util.List;

/** Where a reduction's elements come from: rows of columns that are brought into the block of a worker's fold. */
sealed interface FoldSource {

    /** To be called before a run, once places are bound. */
    void begin();

    /** Brings a piece of one row or of several to the beginning of the worker's block, one behind the other. */
    void load(long row, int rows, long column, int columns, int worker);

    /** Elements in memory, {@code rowLength} to a row. */
    record Stored(Place place, long rowLength, List<Fold> folds) implements FoldSource {
        @Override
        public void begin() {}

        @Override
        public void load(long row, int rows, long column, int columns, int worker) {
            Register<?> block = folds.get(worker).block();
            if (rows == 1 || columns == rowLength) {
                block.load(place.segment(), row * rowLength + column, 0, rows * columns);
            } else {
                block.loadRows(place.segment(), row * rowLength + column, rowLength, rows, columns);
            }
        }
    }

    /** Elements that are computed when they are needed. */
    record Computed(FoldProgram program) implements FoldSource {
        @Override
        public void begin() {
            program.begin();
        }

        @Override
        public void load(long row, int rows, long column, int columns, int worker) {
            program.run(row, rows, Math.toIntExact(column), columns, worker);
        }
    }
}
