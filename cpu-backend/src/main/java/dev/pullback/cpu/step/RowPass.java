package dev.pullback.cpu.step;

import dev.pullback.cpu.threads.ThreadPool;
import java.util.function.Supplier;

/**
 * Reduction along the last axis. Short rows are reduced several at a time; long ones block by block, and then what the
 * blocks came to.
 */
final class RowPass extends ReducePass {

    private static final double NANOS_PER_ELEMENT = 0.1;
    private static final double NANOS_PER_ROW = 10;

    private final long rows;
    private final int rowsPerPiece;

    RowPass(ReduceShape shape, Place source, Place result, ThreadPool pool, Supplier<Fold> folds) {
        super(
                shape,
                source,
                result,
                pool,
                folds,
                Math.ceilDiv(shape.outer() * shape.segments(), rowsPerPiece(shape)),
                rowsPerPiece(shape) * (NANOS_PER_ROW + NANOS_PER_ELEMENT * shape.segmentLength()));
        this.rows = shape.outer() * shape.segments();
        this.rowsPerPiece = rowsPerPiece(shape);
    }

    private static int rowsPerPiece(ReduceShape shape) {
        boolean isShort = shape.segments() == 1 && shape.length() <= Register.LENGTH;
        return isShort ? Register.LENGTH / Math.max(1, shape.length()) : 1;
    }

    @Override
    void reduce(long piece, Fold fold) {
        long row = piece * rowsPerPiece;
        int count = (int) Math.min(rowsPerPiece, rows - row);
        Register<?> block = fold.block();
        if (shape.length() == 0) {
            block.fill(0); // the sum of nothing; there is no maximum of nothing
        } else if (rowsPerPiece > 1) {
            reduceShort(row, count, fold);
        } else {
            reduceLong(row, fold);
        }
        block.store(result.segment(), row, count);
    }

    private void reduceShort(long row, int count, Fold fold) {
        int length = shape.length();
        fold.block().load(source.segment(), row * length, 0, count * length);
        for (int r = 0; r < count; r++) {
            fold.collapse(r * length, length);
            fold.block().copyFrom(fold.block(), r * length, r, 1);
        }
    }

    private void reduceLong(long row, Fold fold) {
        int start = (int) (row % shape.segments()) * shape.segmentLength();
        int end = Math.min(shape.length(), start + shape.segmentLength());
        long first = row / shape.segments() * shape.length();
        fold.begin(1);
        for (int at = start; at < end; at += Register.LENGTH) {
            int count = Math.min(Register.LENGTH, end - at);
            fold.block().load(source.segment(), first + at, 0, count);
            fold.collapse(0, count);
            fold.add(0);
        }
        fold.finish();
    }
}
