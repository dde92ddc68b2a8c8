package dev.pullback.cpu.threads;

import java.util.concurrent.atomic.AtomicIntegerArray;

/** An atomic integer with cache lines of its own: who waits for one actively does not slow down who changes another. */
final class PaddedInteger {
    /** Two lines on either side, since processors fetch lines in pairs. */
    private static final int PADDING = 32;

    private final AtomicIntegerArray cells = new AtomicIntegerArray(2 * PADDING + 1);

    int get() {
        return cells.get(PADDING);
    }

    void set(int value) {
        cells.set(PADDING, value);
    }

    /** Adds and gives what was there before. */
    int getAndAdd(int delta) {
        return cells.getAndAdd(PADDING, delta);
    }

    boolean compareAndSet(int expected, int value) {
        return cells.compareAndSet(PADDING, expected, value);
    }
}
