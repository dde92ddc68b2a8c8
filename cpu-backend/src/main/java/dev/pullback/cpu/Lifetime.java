package dev.pullback.cpu;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets something be closed while other threads may be using it: it is freed when it is closed and nobody uses it any more,
 * whichever comes last.
 */
final class Lifetime {

    private static final int CLOSED = 1 << 30;

    /** {@link #CLOSED} or 0, plus the number of users. */
    private final AtomicInteger state = new AtomicInteger();

    private final Runnable free;

    /** @param free called once, by the thread that closes or leaves last */
    Lifetime(Runnable free) {
        this.free = free;
    }

    /** Begins a use, to be ended with {@link #leave}; false if it is closed. */
    boolean enter() {
        int seen = state.get();
        while (seen < CLOSED) {
            if (state.compareAndSet(seen, seen + 1)) {
                return true;
            }
            seen = state.get();
        }
        return false;
    }

    void leave() {
        if (state.decrementAndGet() == CLOSED) {
            free.run();
        }
    }

    /** Refuses new uses from now on; the second call does nothing. */
    void close() {
        int before = state.getAndUpdate(seen -> seen | CLOSED);
        if (before == 0) {
            free.run();
        }
    }

    boolean isClosed() {
        return state.get() >= CLOSED;
    }
}
