package dev.pullback.cpu.threads;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A key for something each worker of each pool has one of, such as packing buffers. Made on first use, kept until the
 * pool is garbage. Meant for static final fields: every key takes a slot in every pool for good.
 *
 * @param <S> the type of what is kept
 * @see ThreadPool#local
 */
public final class WorkerLocal<S> {
    private static final AtomicInteger KEYS = new AtomicInteger();

    final int slot = KEYS.getAndIncrement();
    final Supplier<S> maker;

    /**
     * Makes a key.
     *
     * @param maker called once per pool and worker, by the worker itself
     */
    public WorkerLocal(Supplier<S> maker) {
        this.maker = maker;
    }
}
