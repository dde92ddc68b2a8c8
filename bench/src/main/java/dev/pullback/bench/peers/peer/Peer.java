package dev.pullback.bench.peers.peer;

import dev.pullback.bench.peers.work.Workload;

/**
 * A library that computes workloads. An adapter has a public constructor {@code (int threads, String argument)}; the argument
 * chooses among variants of one adapter.
 */
public interface Peer extends AutoCloseable {

    /** The library's version and what it says of the processor, for the report. */
    String version();

    /**
     * Makes everything that is not timed.
     *
     * @throws UnsupportedOperationException if this peer does not compute such a workload
     */
    Task prepare(Workload workload);

    @Override
    default void close() {}
}
