package dev.pullback.cpu.matmul;

import dev.pullback.cpu.threads.ThreadPool;

/**
 * The product in plain loops, which are fast within a tenth of a second after the JVM's start, when the other routes are not: some
 * rows of C at a time, four rows of B after the other. Each element is the same chain of fused multiply-adds as there, so it
 * has the same bits.
 */
final class PlainRoute<T> implements Route<T> {
    /** Rows of C that meet a row of B while it is in the first cache. */
    private static final int ROWS = 32;

    /** Columns at a time: as many as an epilogue takes. */
    private static final int COLUMNS = Epilogue.MAX_ELEMENTS;

    /** Rows of B at a time. */
    private static final int STEP = 4;

    /** Elements of a row of A that are loaded at a time. */
    private static final int PIECE = 512;

    private final MatMulShape shape;
    private final Batch batch;
    private final ThreadPool pool;
    private final ElementType<T> type;
    private final PlainKernels<T> kernels;
    private final Operands<T> operands;
    private final FinishedTiles<T> finished;
    private final int depth;
    private final int rowParts;
    private final int columnParts;
    private final long bytes;

    /** @param depth length of a block of k */
    PlainRoute(Problem problem, int depth, ThreadPool pool, ElementType<T> type, Operands<T> operands) {
        this.shape = problem.shape();
        this.batch = problem.batch();
        this.pool = pool;
        this.type = type;
        this.kernels = type.plain();
        this.operands = operands;
        this.finished = new FinishedTiles<>(kernels, operands, shape);
        this.depth = depth;
        this.rowParts = Math.ceilDiv(shape.m(), ROWS);
        this.columnParts = Math.ceilDiv(shape.n(), COLUMNS);
        this.bytes = operands.elementBytes;
    }

    @Override
    public int parts() {
        return Math.multiplyExact(batch.items(), Math.multiplyExact(rowParts, columnParts));
    }

    @Override
    public boolean keepsSumsInC() {
        return shape.k() > depth;
    }

    @Override
    public void run(int part, int worker) {
        int item = part / (rowParts * columnParts);
        int row = part % rowParts * ROWS;
        int column = part / rowParts % columnParts * COLUMNS;
        int rows = Math.min(ROWS, shape.m() - row);
        int columns = Math.min(COLUMNS, shape.n() - column);
        long c = batch.offset(item, batch.strideC()) * bytes;
        PlainWorkspace<T> workspace = pool.local(type.plainWorkspace(), worker);
        int k = 0;
        do {
            int length = Math.min(depth, shape.k() - k);
            for (int r = 0; r <= rows; r++) {
                kernels.clear(sums(workspace, r), columns);
            }
            for (int i = 0; i < length; i += PIECE) {
                multiply(workspace, item, row, rows, column, columns, k + i, Math.min(PIECE, length - i));
            }
            boolean last = k + length == shape.k();
            for (int r = 0; r < rows; r++) {
                T sums = sums(workspace, r);
                finished.take(sums, item, c, row + r, 1, column, columns, k == 0, last, worker);
            }
            k += length;
        } while (k < shape.k());
    }

    private void multiply(
            PlainWorkspace<T> workspace, int item, int row, int rows, int column, int columns, int k, int length) {
        T a = loadA(workspace, item, row, rows, k, length);
        int rowStep = shape.transposeA() ? 1 : length;
        int innerStep = shape.transposeA() ? rows : 1;
        if (shape.transposeB()) {
            loadTransposedB(workspace, item, column, columns, k, length);
        }
        T b0 = workspace.row(0);
        T b1 = workspace.row(1);
        T b2 = workspace.row(2);
        T b3 = workspace.row(3);
        int i = 0;
        for (; i + STEP <= length; i += STEP) {
            loadB(workspace, item, column, columns, k, length, i, STEP);
            for (int r = 0; r < rows; r += 2) {
                int next = Math.min(r + 1, rows - 1); // the second of a single row is thrown away
                int p = r * rowStep + i * innerStep;
                int q = next * rowStep + i * innerStep;
                kernels.multiply(
                        sums(workspace, r), sums(workspace, r + 1), b0, b1, b2, b3, columns, a, p, q, innerStep);
            }
        }
        for (; i < length; i++) {
            loadB(workspace, item, column, columns, k, length, i, 1);
            for (int r = 0; r < rows; r++) {
                kernels.multiply(sums(workspace, r), b0, columns, a, r * rowStep + i * innerStep);
            }
        }
    }

    private T sums(PlainWorkspace<T> workspace, int row) {
        return workspace.row(STEP + row);
    }

    /** As A is stored: rows by k, or k by rows. */
    private T loadA(PlainWorkspace<T> workspace, int item, int row, int rows, int k, int length) {
        T a = workspace.a(rows * length);
        long pitch = shape.lda() * bytes;
        long first = operands.offsetA + batch.offset(item, batch.strideA()) * bytes;
        if (shape.transposeA()) {
            for (int i = 0; i < length; i++) {
                kernels.load(operands.a, first + (k + i) * pitch + row * bytes, a, i * rows, rows);
            }
        } else {
            for (int r = 0; r < rows; r++) {
                kernels.load(operands.a, first + (row + r) * pitch + k * bytes, a, r * length, length);
            }
        }
        return a;
    }

    /** Columns of B as rows, of which single ones could not be loaded at once. */
    private void loadTransposedB(PlainWorkspace<T> workspace, int item, int column, int columns, int k, int length) {
        T b = workspace.b(columns * length + STEP);
        long pitch = shape.ldb() * bytes;
        long first = operands.offsetB + batch.offset(item, batch.strideB()) * bytes;
        for (int j = 0; j < columns; j++) {
            kernels.load(operands.b, first + (column + j) * pitch + k * bytes, b, j * length, length);
        }
    }

    /** {@code count} rows of opB(B) from {@code k + i} on; if B is transposed, more may come along. */
    private void loadB(
            PlainWorkspace<T> workspace, int item, int column, int columns, int k, int length, int i, int count) {
        if (shape.transposeB()) {
            kernels.columns(
                    workspace.b(0),
                    length,
                    i,
                    columns,
                    workspace.row(0),
                    workspace.row(1),
                    workspace.row(2),
                    workspace.row(3));
            return;
        }
        long pitch = shape.ldb() * bytes;
        long first = operands.offsetB + batch.offset(item, batch.strideB()) * bytes + column * bytes;
        for (int r = 0; r < count; r++) {
            kernels.load(operands.b, first + (k + i + r) * pitch, workspace.row(r), 0, columns);
        }
    }
}
