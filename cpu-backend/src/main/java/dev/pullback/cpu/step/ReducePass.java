package dev.pullback.cpu.step;

import dev.pullback.cpu.threads.ParallelTask;
import dev.pullback.cpu.threads.ThreadPool;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Reduces every segment of the middle axis of {@code [outer, length, inner]}: the result is {@code [outer, segments, inner]}. */
abstract sealed class ReducePass implements PreparedStep, ParallelTask permits ColumnPass, RowPass {

    final ReduceShape shape;
    final Place source;
    final Place result;
    private final List<Fold> folds;
    private final ThreadPool pool;
    private final Partition partition;

    /** @param folds makes a fold for a worker */
    ReducePass(
            ReduceShape shape,
            Place source,
            Place result,
            ThreadPool pool,
            Supplier<Fold> folds,
            long pieces,
            double nanosPerPiece) {
        this.shape = shape;
        this.source = source;
        this.result = result;
        this.pool = pool;
        this.folds = Stream.generate(folds).limit(pool.size()).toList();
        this.partition = Partition.of(pieces, nanosPerPiece, pool.size());
    }

    static ReducePass of(ReduceShape shape, Place source, Place result, ThreadPool pool, Supplier<Fold> folds) {
        return shape.inner() == 1
                ? new RowPass(shape, source, result, pool, folds)
                : new ColumnPass(shape, source, result, pool, folds);
    }

    @Override
    public final void run() {
        pool.run(partition.parts(), this);
    }

    @Override
    public final void run(int part, int worker) {
        Fold fold = folds.get(worker);
        long end = partition.start(part + 1);
        for (long piece = partition.start(part); piece < end; piece++) {
            reduce(piece, fold);
        }
    }

    /** Computes one piece of the result and stores it. */
    abstract void reduce(long piece, Fold fold);
}
