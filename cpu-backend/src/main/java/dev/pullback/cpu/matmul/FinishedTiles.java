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
     * Takes one tile.
     *
     * @param width elements from one row of the tile to the next
     * @param item the item of the batch, and bytes from the first item of C to it
     * @param first whether there are no earlier blocks of k
     * @param last whether no block of k follows
     */
    void take(
            T tile,
            int width,
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
        if (!first) {
            kernels.add(tile, width, rows, columns, operands.between, between, pitch);
        }
        if (!last) {
            kernels.store(tile, width, rows, columns, operands.between, between, pitch);
            return;
        }
        long at = operands.offsetC + offset;
        if (operands.updates) {
            kernels.update(tile, width, rows, columns, operands.scale, operands.c, at, pitch);
            return;
        }
        int stored = width;
        if (operands.epilogue != null) {
            stored = columns;
            compact(tile, width, rows, columns);
            operands.epilogue.apply(tile, (long) item * shape.m() + row, rows, column, columns, worker);
        }
        kernels.store(tile, stored, rows, columns, operands.c, at, pitch);
    }

    /** Moves rows together that were computed in whole vectors. */
    private void compact(T tile, int width, int rows, int columns) {
        if (width != columns) {
            for (int r = 1; r < rows; r++) {
                System.arraycopy(tile, r * width, tile, r * columns, columns);
            }
        }
    }
}
