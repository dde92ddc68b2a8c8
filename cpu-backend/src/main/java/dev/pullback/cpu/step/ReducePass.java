package dev.pullback.cpu.step;

import dev.pullback.cpu.threads.ParallelTask;
import dev.pullback.cpu.threads.ThreadPool;
import java.util.List;

/** Reduces every segment of the middle axis of {@code [outer, length, inner]}: the result is {@code [outer, segments, inner]}. */
abstract sealed class ReducePass implements PreparedStep, ParallelTask permits ColumnPass, RowPass {

    final ReduceShape shape;
    private final FoldSource source;
    private final Place result;
    private final FoldProgram epilogue;
    private final List<Fold> folds;
    private final ThreadPool pool;
    private final Partition partition;

    /**
     * @param epilogue what becomes of the results before they are stored, or null
     * @param folds one for each worker
     */
    ReducePass(
            ReduceShape shape,
            FoldSource source,
            Place result,
            FoldProgram epilogue,
            ThreadPool pool,
            List<Fold> folds,
            long pieces,
            double nanosPerPiece) {
        this.shape = shape;
        this.source = source;
        this.result = result;
        this.epilogue = epilogue;
        this.pool = pool;
        this.folds = folds;
        this.partition = Partition.of(pieces, nanosPerPiece, pool.size());
    }

    /** @param nanosPerElement what it costs to compute an element that is to be reduced */
    static ReducePass of(
            ReduceShape shape,
            FoldSource source,
            double nanosPerElement,
            Place result,
            FoldProgram epilogue,
            ThreadPool pool,
            List<Fold> folds) {
        return shape.inner() == 1
                ? new RowPass(shape, source, nanosPerElement, result, epilogue, pool, folds)
                : new ColumnPass(shape, source, nanosPerElement, result, epilogue, pool, folds);
    }

    @Override
    public final void run() {
        source.begin();
        if (epilogue != null) {
            epilogue.begin();
        }
        pool.run(partition.parts(), this);
    }

    @Override
    public final void run(int part, int worker) {
        long end = partition.start(part + 1);
        for (long piece = partition.start(part); piece < end; piece++) {
            reduce(piece, folds.get(worker), worker);
        }
    }

    /** Computes one piece of the result and stores it. */
    abstract void reduce(long piece, Fold fold, int worker);

    /** Brings elements to the beginning of the fold's block; see {@link FoldSource#load}. */
    final void load(long row, int rows, long column, int columns, int worker) {
        source.load(row, rows, column, columns, worker);
    }

    /** Finishes what is at the beginning of the fold's block, by row and column of the result, and stores it. */
    final void store(long row, int rows, long column, int columns, int worker) {
        if (epilogue != null) {
            epilogue.run(row, rows, Math.toIntExact(column), columns, worker);
        }
        folds.get(worker).block().store(result.segment(), row * shape.inner() + column, rows * columns);
    }
}
