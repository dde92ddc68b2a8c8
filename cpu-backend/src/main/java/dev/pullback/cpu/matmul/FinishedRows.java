package dev.pullback.cpu.matmul;

/**
 * Where a worker's sums go: added to those of earlier blocks of k, and after the last block through the epilogue into C.
 * Between blocks C holds the sums. Narrow rows are gathered first, so that an epilogue is not called for ten elements.
 */
final class FinishedRows<T> {
    private static final int NARROW = 64;

    private final Kernels<T> kernels;
    private final T staged;
    private int stagedRow;
    private int stagedRows;

    private Operands<T> operands;
    private MatMulShape shape;
    private long firstRow;
    private long offset;
    private int worker;
    private boolean accumulate;
    private boolean last;

    FinishedRows(Kernels<T> kernels) {
        this.kernels = kernels;
        this.staged = kernels.array(Epilogue.MAX_ELEMENTS);
    }

    /**
     * Starts a block of k of one item.
     *
     * @param offset bytes from the first item of C to this one
     * @param accumulate whether C holds the sums of earlier blocks
     * @param last whether no block follows
     */
    void begin(
            Operands<T> operands,
            MatMulShape shape,
            int item,
            long offset,
            int worker,
            boolean accumulate,
            boolean last) {
        this.operands = operands;
        this.shape = shape;
        this.firstRow = (long) item * shape.m();
        this.offset = operands.offsetC + offset;
        this.worker = worker;
        this.accumulate = accumulate;
        this.last = last;
        this.stagedRows = 0;
    }

    /** Takes the sums of some rows, each in an array of its own from index 0. */
    void take(T[] sums, int row, int rows, int column, int columns) {
        boolean narrow = last && columns == shape.n() && columns <= NARROW;
        for (int r = 0; r < rows; r++) {
            if (accumulate) {
                kernels.add(sums[r], operands.c, position(row + r, column), columns);
            }
            if (narrow) {
                stage(sums[r], row + r, columns);
            } else {
                finish(sums[r], row + r, 1, column, columns);
            }
        }
    }

    /** Finishes what is still gathered, and lets go of the operands. */
    void end() {
        flush();
        operands = null;
    }

    private void stage(T sums, int row, int columns) {
        if ((stagedRows + 1) * columns > Epilogue.MAX_ELEMENTS) {
            flush();
        }
        if (stagedRows == 0) {
            stagedRow = row;
        }
        System.arraycopy(sums, 0, staged, stagedRows * columns, columns);
        stagedRows++;
    }

    private void flush() {
        if (stagedRows > 0) {
            finish(staged, stagedRow, stagedRows, 0, shape.n());
            stagedRows = 0;
        }
    }

    private void finish(T block, int row, int rows, int column, int columns) {
        if (last && operands.epilogue != null) {
            operands.epilogue.apply(block, firstRow + row, rows, column, columns, worker);
        }
        if (rows == 1 || shape.ldc() == columns) {
            kernels.store(block, 0, rows * columns, operands.c, position(row, column));
            return;
        }
        for (int r = 0; r < rows; r++) {
            kernels.store(block, r * columns, columns, operands.c, position(row + r, column));
        }
    }

    private long position(int row, int column) {
        return offset + (row * shape.ldc() + column) * operands.elementBytes;
    }
}
