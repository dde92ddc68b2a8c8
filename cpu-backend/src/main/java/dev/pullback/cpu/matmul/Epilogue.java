package dev.pullback.cpu.matmul;

/**
 * What is done with finished elements of a product before they are stored, while they are in cache: bias, activation, an
 * update of parameters.
 *
 * @param <T> {@code float[]} or {@code double[]}, as the product
 */
@FunctionalInterface
public interface Epilogue<T> {
    /** The most elements one call gets. */
    int MAX_ELEMENTS = 2048;

    /**
     * Takes a tile of final sums; every element of the product comes exactly once, on the thread that computed it.
     *
     * @param sums the tile, row by row, {@code rows · columns <= MAX_ELEMENTS} elements from index 0, in an array of at least
     *     MAX_ELEMENTS, so that the last may be reached in whole vectors; what it holds on return is stored in C
     * @param row first row, counted through the batch: item · m + row of the item
     * @param rows number of rows, all of one item unless items are one tall matrix
     * @param column first column
     * @param columns number of columns
     * @param worker number of the worker, for scratch memory
     */
    void apply(T sums, long row, int rows, int column, int columns, int worker);

    /** Whether it reads from C, which then holds what it held before the run until a tile is stored. */
    default boolean readsResult() {
        return true;
    }
}
