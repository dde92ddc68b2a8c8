package dev.pullback.cpu.matmul;

/**
 * Where a tile of sums goes: added to those of earlier blocks of k, and after the last block through the epilogue into C.
 * Between blocks C, or memory in its place, holds the sums.
 */
final class FinishedTiles<T> {
    private final TileKernels<T> kernels;
    private final Operands<T> operands;
    private final MatMulShape shape;

    FinishedTiles(TileKernels<T> kernels, Operands<T> operands, MatMulShape shape) {
        this.kernels = kernels;
        this.operands = operands;
        this.shape = shape;
    }

    /**
     * Takes one tile, row behind row.
     *
     * @param item the item of the batch, and bytes from the first item of C to it
     * @param first whether there are no earlier blocks of k
     * @param last whether no block of k follows
     */
    void take(
            T tile,
            int item,
            long itemOffset,
            int row,
            int rows,
            int column,
            int columns,
            boolean first,
            boolean last,
            int worker) {
        long pitch = shape.ldc() * operands.elementBytes;
        long offset = itemOffset + row * pitch + (long) column * operands.elementBytes;
        long between = operands.offsetBetween + offset;
        boolean together = shape.ldc() == columns; // as one long row
        int lines = together ? 1 : rows;
        int length = together ? rows * columns : columns;
        if (!first) {
            kernels.add(tile, lines, length, operands.between, between, pitch);
        }
        if (!last) {
            kernels.store(tile, lines, length, operands.between, between, pitch);
            return;
        }
        long at = operands.offsetC + offset;
        if (operands.updates) {
            kernels.update(tile, lines, length, operands.scale, operands.c, at, pitch);
            return;
        }
        if (operands.epilogue != null) {
            operands.epilogue.apply(tile, (long) item * shape.m() + row, rows, column, columns, worker);
        }
        kernels.store(tile, lines, length, operands.c, at, pitch);
    }
}
