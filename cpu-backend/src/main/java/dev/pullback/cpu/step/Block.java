package dev.pullback.cpu.step;

/**
 * The elements that a program works on: a piece of one row or of several of an index space, which is seen as rows
 * (all axes but the last, in order) of columns. Moves over the space without being made anew.
 */
final class Block {

    private long row;
    private int rows;
    private int column;
    private int columns;

    void moveTo(long row, int rows, int column, int columns) {
        this.row = row;
        this.rows = rows;
        this.column = column;
        this.columns = columns;
    }

    long row() {
        return row;
    }

    int rows() {
        return rows;
    }

    int column() {
        return column;
    }

    int columns() {
        return columns;
    }

    /** Number of elements; they lie side by side in a row-major result. */
    int size() {
        return rows * columns;
    }
}
