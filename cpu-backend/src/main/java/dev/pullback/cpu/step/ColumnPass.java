package dev.pullback.cpu.step;

import dev.pullback.cpu.threads.ThreadPool;
import java.util.List;

/** Reduction along an axis that others follow: rows are combined column by column, as many at a time as a block holds. */
final class ColumnPass extends ReducePass {

    private static final double NANOS_PER_ELEMENT = 0.15;
    private static final double NANOS_PER_ROW = 10;

    ColumnPass(
            ReduceShape shape,
            FoldSource source,
            double nanosPerElement,
            Place result,
            FoldProgram epilogue,
            ThreadPool pool,
            List<Fold> folds) {
        super(
                shape,
                source,
                result,
                epilogue,
                pool,
                folds,
                shape.outer() * shape.segments() * shape.pieces(),
                shape.segmentLength() * (NANOS_PER_ROW + (NANOS_PER_ELEMENT + nanosPerElement) * shape.columns()));
    }

    @Override
    void reduce(long piece, Fold fold, int worker) {
        long row = piece / shape.pieces();
        long column = piece % shape.pieces() * shape.columns();
        int columns = (int) Math.min(shape.columns(), shape.inner() - column);
        if (shape.length() == 0) {
            fold.block().fill(0); // the sum of nothing; there is no maximum of nothing
        } else {
            combine(row, column, columns, fold, worker);
        }
        store(row, 1, column, columns, worker);
    }

    private void combine(long row, long column, int columns, Fold fold, int worker) {
        int start = (int) (row % shape.segments()) * shape.segmentLength();
        int end = Math.min(shape.length(), start + shape.segmentLength());
        long outer = row / shape.segments() * shape.length();
        int rowsPerLoad = Register.LENGTH / columns;
        fold.begin(columns);
        for (int at = start; at < end; at += rowsPerLoad) {
            int rows = Math.min(rowsPerLoad, end - at);
            load(outer + at, rows, column, columns, worker);
            fold.add(rows);
        }
        fold.finish();
    }
}
