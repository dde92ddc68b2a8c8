package dev.pullback.cpu.step;

/**
 * An index space cut into blocks that fit a register, in row-major order.
 *
 * @param rows number of rows
 * @param columns columns of a row
 * @param rowsPerBlock rows of a block; 1 if a row makes several blocks
 * @param columnsPerBlock columns of a block; all of a row's if a block has several rows
 */
record BlockGrid(long rows, int columns, int rowsPerBlock, int columnsPerBlock) {

    /** Pieces of a row end at cache lines. */
    private static final int ALIGNMENT = 64;

    static BlockGrid of(long rows, int columns) {
        if (columns <= Register.LENGTH) {
            int fitting = columns == 0 ? 1 : Register.LENGTH / columns;
            return new BlockGrid(rows, columns, Math.clamp(rows, 1, fitting), columns);
        }
        int pieces = Math.ceilDiv(columns, Register.LENGTH);
        int even = Math.ceilDiv(columns, pieces);
        return new BlockGrid(rows, columns, 1, Math.min(Register.LENGTH, Math.ceilDiv(even, ALIGNMENT) * ALIGNMENT));
    }

    long blocks() {
        return columns == 0 ? 0 : Math.ceilDiv(rows, rowsPerBlock) * pieces();
    }

    void move(Block block, long number) {
        long row = number / pieces() * rowsPerBlock;
        int column = (int) (number % pieces()) * columnsPerBlock;
        block.moveTo(
                row, (int) Math.min(rowsPerBlock, rows - row), column, Math.min(columnsPerBlock, columns - column));
    }

    private int pieces() {
        return Math.ceilDiv(columns, columnsPerBlock);
    }
}
