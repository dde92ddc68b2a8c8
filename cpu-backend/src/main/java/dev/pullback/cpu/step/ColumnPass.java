package dev.pullback.cpu.step;

import dev.pullback.cpu.threads.ThreadPool;
import java.util.function.Supplier;

/** Reduction along an axis that others follow: rows are combined column by column. Narrow rows are loaded several at a time. */
final class ColumnPass extends ReducePass {

    private static final double NANOS_PER_ELEMENT = 0.15;
    private static final double NANOS_PER_ROW = 10;

    ColumnPass(ReduceShape shape, Place source, Place result, ThreadPool pool, Supplier<Fold> folds) {
        super(
                shape,
                source,
                result,
                pool,
                folds,
                shape.outer() * shape.segments() * shape.pieces(),
                shape.segmentLength() * (NANOS_PER_ROW + NANOS_PER_ELEMENT * shape.columns()));
    }

    @Override
    void reduce(long piece, Fold fold) {
        long row = piece / shape.pieces();
        long column = piece % shape.pieces() * shape.columns();
        int columns = (int) Math.min(shape.columns(), shape.inner() - column);
        if (shape.length() == 0) {
            fold.block().fill(0); // the sum of nothing; there is no maximum of nothing
        } else {
            combine(row, column, columns, fold);
        }
        fold.block().store(result.segment(), row * shape.inner() + column, columns);
    }

    private void combine(long row, long column, int columns, Fold fold) {
        int start = (int) (row % shape.segments()) * shape.segmentLength();
        int end = Math.min(shape.length(), start + shape.segmentLength());
        long outer = row / shape.segments() * shape.length();
        int rowsPerLoad = columns == shape.inner() ? Register.LENGTH / columns : 1;
        fold.begin(columns);
        for (int at = start; at < end; at += rowsPerLoad) {
            int rows = Math.min(rowsPerLoad, end - at);
            fold.block().load(source.segment(), (outer + at) * shape.inner() + column, 0, rows * columns);
            for (int r = 0; r < rows; r++) {
                fold.add(r * columns);
            }
        }
        fold.finish();
    }
}
