package dev.pullback.cpu.step;

import dev.pullback.cpu.threads.ThreadPool;
import java.util.List;

/**
 * Reduction along the last axis. Short rows are reduced several at a time; long ones block by block, and then what the
 * blocks came to.
 */
final class RowPass extends ReducePass {

    private static final double NANOS_PER_ELEMENT = 0.1;
    private static final double NANOS_PER_ROW = 10;

    private final long rows;
    private final int rowsPerPiece;

    RowPass(
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
                Math.ceilDiv(shape.outer() * shape.segments(), rowsPerPiece(shape)),
                rowsPerPiece(shape) * (NANOS_PER_ROW + (NANOS_PER_ELEMENT + nanosPerElement) * shape.segmentLength()));
        this.rows = shape.outer() * shape.segments();
        this.rowsPerPiece = rowsPerPiece(shape);
    }

    private static int rowsPerPiece(ReduceShape shape) {
        boolean isShort = shape.segments() == 1 && shape.length() <= Register.LENGTH;
        return isShort ? Register.LENGTH / Math.max(1, shape.length()) : 1;
    }

    @Override
    void reduce(long piece, Fold fold, int worker) {
        long row = piece * rowsPerPiece;
        int count = (int) Math.min(rowsPerPiece, rows - row);
        if (shape.length() == 0) {
            fold.block().fill(0); // the sum of nothing; there is no maximum of nothing
        } else if (rowsPerPiece > 1) {
            reduceShort(row, count, fold, worker);
        } else {
            reduceLong(row, fold, worker);
        }
        store(row, count, 0, 1, worker);
    }

    private void reduceShort(long row, int count, Fold fold, int worker) {
        int length = shape.length();
        load(row, count, 0, length, worker);
        fold.collapse(count, length);
        fold.block().pick(fold.block(), count, length);
    }

    private void reduceLong(long row, Fold fold, int worker) {
        int start = (int) (row % shape.segments()) * shape.segmentLength();
        int end = Math.min(shape.length(), start + shape.segmentLength());
        fold.begin(1);
        for (int at = start; at < end; at += Register.LENGTH) {
            int count = Math.min(Register.LENGTH, end - at);
            load(row / shape.segments(), 1, at, count, worker);
            fold.collapse(1, count);
            fold.add(1);
        }
        fold.finish();
    }
}
