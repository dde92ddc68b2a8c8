package dev.pullback.cpu.matmul;

/** What workers share a product's result by, where both cost about the same. It has no influence on the bits. */
public enum Split {
    /**
     * Its rows: where nothing comes before or after, for then no two workers write lines of memory that are neighbours, which the
     * processor would fetch ahead from one core to the other, and each packs its own rows of A only.
     */
    ROWS,

    /** Its columns: in a step of training, for then a worker reads those columns of the weights which it updated. */
    COLUMNS
}
