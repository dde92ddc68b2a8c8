package dev.pullback.cpu.matmul;

import dev.pullback.cpu.threads.ParallelTask;

/** A way to compute a product, cut into parts that may run at the same time. */
sealed interface Route<T> extends ParallelTask permits PanelRoute, VectorRoute, PlainRoute, PlainDotsRoute {
    int parts();

    /** Whether C holds sums that are not final yet while this runs. */
    boolean keepsSumsInC();
}
