package dev.pullback.cpu.matmul;

import dev.pullback.cpu.threads.ThreadPool;

/**
 * The blocked product. Per part, block of columns and block of k: pack B's strips, then take six rows of A after the other
 * past all of them. B stays in the second cache and six rows of sums in the first, so rows of the block's whole width are
 * finished, and go through the epilogue, at a time.
 */
final class PanelRoute<T> implements Route<T> {
    private final MatMulShape shape;
    private final Batch batch;
    private final int items;
    private final ThreadPool pool;
    private final ElementType<T> type;
    private final Kernels<T> kernels;
    private final Operands<T> operands;
    private final Tiling tiling;
    private final int strip;
    private final long bytes;

    PanelRoute(Problem problem, ThreadPool pool, ElementType<T> type, Operands<T> operands) {
        this.shape = problem.shape();
        this.batch = problem.batch();
        this.items = batch.items();
        this.pool = pool;
        this.type = type;
        this.kernels = type.kernels();
        this.operands = operands;
        this.strip = kernels.stripVectors() * kernels.lanes();
        this.bytes = kernels.elementBytes();
        this.tiling = Tiling.of(problem, strip, kernels.elementBytes(), pool.size());
    }

    @Override
    public int parts() {
        return shape.m() == 0 || shape.n() == 0 ? 0 : tiling.parts(items);
    }

    @Override
    public boolean keepsSumsInC() {
        return shape.k() > tiling.depth();
    }

    @Override
    public void run(int part, int worker) {
        Workspace<T> workspace = pool.local(type.workspace(), worker);
        int tiles = tiling.rowParts() * tiling.columnParts();
        int tile = part % tiles;
        int row = tile % tiling.rowParts() * tiling.rowsPerPart();
        int column = tile / tiling.rowParts() * tiling.columnsPerPart();
        int rowEnd = Math.min(shape.m(), row + tiling.rowsPerPart());
        int columnEnd = Math.min(shape.n(), column + tiling.columnsPerPart());
        int item = part / tiles * tiling.itemsPerPart();
        int itemEnd = Math.min(items, item + tiling.itemsPerPart());
        workspace.enter();
        try {
            for (; item < itemEnd; item++) {
                for (int from = column; from < columnEnd; from += tiling.block()) {
                    multiply(workspace, worker, item, row, rowEnd, from, Math.min(columnEnd, from + tiling.block()));
                }
            }
        } finally {
            workspace.leave();
        }
    }

    private void multiply(
            Workspace<T> workspace, int worker, int item, int row, int rowEnd, int column, int columnEnd) {
        T packed = workspace.packed(tiling.depth() * tiling.block());
        long a = operands.offsetA + batch.offset(item, batch.strideA()) * bytes;
        long b = operands.offsetB + batch.offset(item, batch.strideB()) * bytes;
        int depth = tiling.depth();
        int k = 0;
        do {
            int length = Math.min(depth, shape.k() - k);
            pack(workspace, packed, b, k, length, column, columnEnd);
            FinishedRows<T> finished = workspace.finished;
            finished.begin(
                    operands,
                    shape,
                    item,
                    batch.offset(item, batch.strideC()) * bytes,
                    worker,
                    k > 0,
                    k + length == shape.k());
            for (int i = row; i < rowEnd; i += Kernels.ROWS) {
                int rows = Math.min(Kernels.ROWS, rowEnd - i);
                sumRows(workspace, packed, a, i, rows, k, length, columnEnd - column);
                finished.take(workspace.sums, i, rows, column, columnEnd - column);
            }
            finished.end();
            k += length;
        } while (k < shape.k());
    }

    private void pack(Workspace<T> workspace, T packed, long b, int k, int length, int column, int columnEnd) {
        long pitch = shape.ldb() * bytes;
        for (int j = column; j < columnEnd; j += strip) {
            int columns = Math.min(strip, columnEnd - j);
            int width = vectors(columns) * kernels.lanes();
            int to = (j - column) * length;
            if (shape.transposeB()) {
                long offset = b + j * pitch + k * bytes;
                kernels.packTransposedStrip(
                        operands.b, offset, pitch, length, columns, packed, to, width, workspace.transposition);
            } else {
                long offset = b + k * pitch + j * bytes;
                kernels.packStrip(operands.b, offset, pitch, length, columns, packed, to, width);
            }
        }
    }

    /** Sums over one block of k for up to six rows and all packed columns, into the workspace's sums. */
    private void sumRows(Workspace<T> workspace, T packed, long a, int row, int rows, int k, int length, int columns) {
        long pitch = shape.lda() * bytes;
        if (shape.transposeA()) {
            kernels.packPanel(operands.a, a + k * pitch + row * bytes, pitch, length, rows, workspace.panel);
        }
        long first = a + row * pitch + k * bytes;
        for (int j = 0; j < columns; j += strip) {
            int vectors = vectors(Math.min(strip, columns - j));
            if (shape.transposeA()) {
                kernels.multiplyPanel(vectors, length, workspace.panel, packed, j * length, workspace.sums, j);
            } else {
                kernels.multiplyRows(
                        vectors, length, operands.a, first, pitch, rows - 1, packed, j * length, workspace.sums, j);
            }
        }
    }

    /** Vectors of a strip for that many columns: 1, 2 or the full strip's number. */
    private int vectors(int columns) {
        if (columns <= kernels.lanes()) {
            return 1;
        }
        return columns <= 2 * kernels.lanes() ? 2 : kernels.stripVectors();
    }
}
