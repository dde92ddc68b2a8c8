package dev.pullback.cpu.matmul;

import dev.pullback.cpu.threads.ThreadPool;
import java.lang.foreign.MemorySegment;

/**
 * The product with one row or one column, where packing the matrix would cost more than the sums: it is read once, where it
 * lies. If its stored rows run along k, each result is a dot product; else rows of it are combined.
 */
final class VectorRoute<T> implements Route<T> {
    /** Results per part: the size of a block for the epilogue, or less so that all workers get some. */
    private static final int MAX_RESULTS = Epilogue.MAX_ELEMENTS;

    private static final int MIN_RESULTS = 64;

    /** Matrix elements worth another worker. */
    private static final long WORTH_A_WORKER = 32_768;

    private final MatMulShape shape;
    private final Batch batch;
    private final ThreadPool pool;
    private final ElementType<T> type;
    private final Kernels<T> kernels;
    private final Operands<T> operands;
    private final FinishedTiles<T> finished;
    private final boolean matrixIsA;
    private final boolean dots;
    private final int results;
    private final int resultsPerPart;

    VectorRoute(Problem problem, ThreadPool pool, ElementType<T> type, Operands<T> operands) {
        this.shape = problem.shape();
        this.batch = problem.batch();
        this.pool = pool;
        this.type = type;
        this.kernels = type.kernels();
        this.operands = operands;
        this.finished = new FinishedTiles<>(kernels, operands, shape);
        this.matrixIsA = shape.n() == 1;
        this.dots = matrixIsA ? !shape.transposeA() : shape.transposeB();
        this.results = matrixIsA ? shape.m() : shape.n();
        boolean shared = (long) results * shape.k() * batch.items() >= 2 * WORTH_A_WORKER;
        int fair = shared ? Math.ceilDiv(results, 2 * pool.size()) : MAX_RESULTS;
        this.resultsPerPart = Math.clamp(fair, MIN_RESULTS, MAX_RESULTS);
    }

    @Override
    public int parts() {
        return Math.multiplyExact(batch.items(), Math.ceilDiv(results, resultsPerPart));
    }

    @Override
    public boolean keepsSumsInC() {
        return false;
    }

    @Override
    public void run(int part, int worker) {
        Workspace<T> workspace = pool.local(type.workspace(), worker);
        int partsPerItem = Math.ceilDiv(results, resultsPerPart);
        int item = part / partsPerItem;
        int from = part % partsPerItem * resultsPerPart;
        int count = Math.min(resultsPerPart, results - from);

        workspace.enter();
        try {
            T x = workspace.vector(shape.k() + 4 * kernels.lanes());
            loadVector(item, x);
            T sums = workspace.block;
            if (dots) {
                dots(item, from, count, x, sums);
            } else {
                combine(item, from, count, x, sums);
            }
            finish(item, from, count, sums, worker);
        } finally {
            workspace.leave();
        }
    }

    private void loadVector(int item, T x) {
        long bytes = operands.elementBytes;
        if (matrixIsA) {
            long step = shape.transposeB() ? bytes : shape.ldb() * bytes;
            kernels.gather(operands.b, offsetB(item), step, shape.k(), x);
        } else {
            long step = shape.transposeA() ? shape.lda() * bytes : bytes;
            kernels.gather(operands.a, offsetA(item), step, shape.k(), x);
        }
    }

    private void dots(int item, int from, int count, T x, T sums) {
        long pitch = (matrixIsA ? shape.lda() : shape.ldb()) * operands.elementBytes;
        long first = matrix(item) + from * pitch;
        for (int r = 0; r < count; r += 4) {
            kernels.dots(matrix(), first + r * pitch, pitch, Math.min(3, count - r - 1), x, shape.k(), sums, r);
        }
    }

    private void combine(int item, int from, int count, T x, T sums) {
        long pitch = (matrixIsA ? shape.lda() : shape.ldb()) * operands.elementBytes;
        long first = matrix(item) + (long) from * operands.elementBytes;
        kernels.clear(sums, count);
        for (int i = 0; i < shape.k(); i += 4) {
            kernels.combine(matrix(), first + i * pitch, pitch, Math.min(4, shape.k() - i), x, i, sums, count);
        }
    }

    private void finish(int item, int from, int count, T sums, int worker) {
        int row = matrixIsA ? from : 0;
        int rows = matrixIsA ? count : 1;
        int columns = matrixIsA ? 1 : count;
        long offset = batch.offset(item, batch.strideC()) * operands.elementBytes;
        finished.take(sums, item, offset, row, rows, matrixIsA ? 0 : from, columns, true, true, worker);
    }

    private MemorySegment matrix() {
        return matrixIsA ? operands.a : operands.b;
    }

    private long matrix(int item) {
        return matrixIsA ? offsetA(item) : offsetB(item);
    }

    private long offsetA(int item) {
        return operands.offsetA + batch.offset(item, batch.strideA()) * operands.elementBytes;
    }

    private long offsetB(int item) {
        return operands.offsetB + batch.offset(item, batch.strideB()) * operands.elementBytes;
    }
}
