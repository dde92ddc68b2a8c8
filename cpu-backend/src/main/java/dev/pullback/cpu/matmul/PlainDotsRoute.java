package dev.pullback.cpu.matmul;

import dev.pullback.cpu.threads.ThreadPool;
import java.lang.foreign.MemorySegment;

/** The product with a vector that lies along the matrix' stored rows, in plain loops; the bits are those of {@link VectorRoute}. */
final class PlainDotsRoute<T> implements Route<T> {
    private static final int RESULTS = 64;

    private final MatMulShape shape;
    private final Batch batch;
    private final ThreadPool pool;
    private final ElementType<T> type;
    private final PlainKernels<T> kernels;
    private final Operands<T> operands;
    private final FinishedTiles<T> finished;
    private final boolean matrixIsA;
    private final int results;
    private final long bytes;

    PlainDotsRoute(Problem problem, ThreadPool pool, ElementType<T> type, Operands<T> operands) {
        this.shape = problem.shape();
        this.batch = problem.batch();
        this.pool = pool;
        this.type = type;
        this.kernels = type.plain();
        this.operands = operands;
        this.finished = new FinishedTiles<>(kernels, operands, shape);
        this.matrixIsA = shape.n() == 1;
        this.results = matrixIsA ? shape.m() : shape.n();
        this.bytes = operands.elementBytes;
    }

    @Override
    public int parts() {
        return Math.multiplyExact(batch.items(), Math.ceilDiv(results, RESULTS));
    }

    @Override
    public boolean keepsSumsInC() {
        return false;
    }

    @Override
    public void run(int part, int worker) {
        int partsPerItem = Math.ceilDiv(results, RESULTS);
        int item = part / partsPerItem;
        int from = part % partsPerItem * RESULTS;
        int count = Math.min(RESULTS, results - from);
        long a = operands.offsetA + batch.offset(item, batch.strideA()) * bytes;
        long b = operands.offsetB + batch.offset(item, batch.strideB()) * bytes;
        long pitch = (matrixIsA ? shape.lda() : shape.ldb()) * bytes;
        MemorySegment matrix = matrixIsA ? operands.a : operands.b;
        PlainWorkspace<T> workspace = pool.local(type.plainWorkspace(), worker);
        T sums = workspace.row(0);
        T x = workspace.a(shape.k());
        T row = workspace.b(shape.k());
        loadVector(a, b, x);
        for (int r = 0; r < count; r++) {
            kernels.load(matrix, (matrixIsA ? a : b) + (from + r) * pitch, row, 0, shape.k());
            kernels.dot(type.kernels().lanes(), x, row, shape.k(), sums, r);
        }
        int rows = matrixIsA ? count : 1;
        int columns = matrixIsA ? 1 : count;
        long c = batch.offset(item, batch.strideC()) * bytes;
        finished.take(sums, item, c, matrixIsA ? from : 0, rows, matrixIsA ? 0 : from, columns, true, true, worker);
    }

    private void loadVector(long a, long b, T x) {
        boolean contiguous =
                matrixIsA ? shape.transposeB() || shape.ldb() == 1 : !shape.transposeA() || shape.lda() == 1;
        if (contiguous) {
            kernels.load(matrixIsA ? operands.b : operands.a, matrixIsA ? b : a, x, 0, shape.k());
            return;
        }
        for (int i = 0; i < shape.k(); i++) {
            if (matrixIsA) {
                kernels.load(operands.b, b + i * shape.ldb() * bytes, x, i, 1);
            } else {
                kernels.load(operands.a, a + i * shape.lda() * bytes, x, i, 1);
            }
        }
    }
}
