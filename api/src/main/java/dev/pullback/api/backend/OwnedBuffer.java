package dev.pullback.api.backend;

/**
 * A buffer that tells whose it is and whether it can still be used: what {@link RunContract} needs to check a run. Buffers
 * are told apart by identity, so implementations leave {@code equals} alone.
 */
public interface OwnedBuffer extends Buffer {

    /** The backend that allocated it. */
    Backend owner();

    /** Whether it, or its backend, is closed. */
    boolean isClosed();
}
