package dev.pullback.cpu.threads;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * The threads of one backend. A caller opens a <em>region</em> with {@link #run}: it works as worker 0, the helpers (daemon
 * threads, workers 1 and up) join. Every worker has a run of neighbouring parts of its own, the same in every region of as many
 * parts, so that what it wrote is in its own cache when it reads it again; who is done with his own takes parts of others, so that
 * a core that is busy elsewhere delays nobody for longer than one part. Regions of one pool run one after another, whoever calls; nothing is allocated per
 * region.
 *
 * <p>Helpers wait for the next region actively for some microseconds, and as long as somebody has {@link #begin}ed a series of
 * regions; then they park. Waking a parked thread takes longer than most steps of a small network.
 */
public final class ThreadPool implements AutoCloseable {
    /** Set in {@link #gate} while helpers may join; the bits below count those inside. */
    private static final int OPEN = 1 << 30;

    /** About 20 to 40 microseconds: shorter than anybody notices. */
    private static final int SPINS = 1_000;

    private final ReentrantLock turn = new ReentrantLock();
    private final Helper[] helpers;
    private final Object[][] locals;
    private final int spins;

    private final PaddedInteger gate = new PaddedInteger();
    /** The next part of each worker's own. */
    private final PaddedInteger[] next;

    private final PaddedInteger generation = new PaddedInteger();
    private final PaddedInteger series = new PaddedInteger();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private volatile boolean closed;
    private volatile Thread waiting;
    private ParallelTask task;
    private int parts;
    private boolean inRegion;

    /**
     * Starts the helpers.
     *
     * @param threads workers in all, the caller included; at least 1
     */
    public ThreadPool(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("A pool needs at least 1 thread, not " + threads);
        }
        // With more workers than processors an active wait would keep the one who works from its processor.
        spins = threads <= Runtime.getRuntime().availableProcessors() ? SPINS : 0;
        locals = new Object[threads][0];
        next = Stream.generate(PaddedInteger::new).limit(threads).toArray(PaddedInteger[]::new);
        helpers = new Helper[threads - 1];
        for (int i = 0; i < helpers.length; i++) {
            helpers[i] = new Helper(this, i + 1);
            helpers[i].start();
        }
    }

    /** Number of workers, the caller included. */
    public int size() {
        return helpers.length + 1;
    }

    /**
     * Runs parts {@code 0 .. parts - 1} and returns when all are done. A single part runs on the calling thread at once. A
     * call from inside a region runs all its parts on the worker that makes it.
     *
     * <p>If a part throws, parts not yet begun are left out and the first exception is thrown here.
     *
     * @throws IllegalStateException if the pool is closed
     */
    public void run(int parts, ParallelTask task) {
        if (parts <= 0) {
            return;
        }
        if (Thread.currentThread() instanceof Helper helper && helper.pool == this) {
            runInline(parts, task, helper.worker);
            return;
        }
        turn.lock();
        try {
            checkOpen();
            if (inRegion) {
                runInline(parts, task, 0);
                return;
            }
            inRegion = true;
            try {
                if (parts == 1 || helpers.length == 0) {
                    runInline(parts, task, 0);
                } else {
                    runShared(parts, task);
                }
            } finally {
                inRegion = false;
            }
        } finally {
            turn.unlock();
        }
    }

    /**
     * Keeps other callers' regions out until {@link #release}, so that several regions and what belongs to the workers stay
     * together. May be nested; does nothing on a helper, whose region is exclusive already.
     */
    public void acquire() {
        if (!isHelper()) {
            turn.lock();
        }
    }

    /** Ends what {@link #acquire} began, on the same thread. */
    public void release() {
        if (!isHelper()) {
            turn.unlock();
        }
    }

    /** Announces regions that follow each other closely, until {@link #end}: helpers stay awake. */
    public void begin() {
        if (spins > 0 && series.getAndAdd(1) == 0) {
            for (Helper helper : helpers) {
                helper.wake();
            }
        }
    }

    /** Ends what {@link #begin} announced. */
    public void end() {
        if (spins > 0) {
            series.getAndAdd(-1);
        }
    }

    /** What the given worker has under the given key; only for use inside a region, by that worker. */
    @SuppressWarnings("unchecked") // a slot belongs to one key, which is where the type comes from
    public <S> S local(WorkerLocal<S> key, int worker) {
        Object[] slots = locals[worker];
        if (key.slot >= slots.length) {
            slots = Arrays.copyOf(slots, key.slot + 1);
            locals[worker] = slots;
        }
        if (slots[key.slot] == null) {
            slots[key.slot] = key.maker.get();
        }
        return (S) slots[key.slot];
    }

    /**
     * Waits for the region in progress, then ends the helpers. Closing twice is harmless.
     *
     * @throws IllegalStateException if called from inside a region of this pool
     */
    @Override
    public void close() {
        if (isHelper()) {
            throw new IllegalStateException("A pool cannot be closed by a part that runs on it");
        }
        turn.lock();
        try {
            if (inRegion) {
                throw new IllegalStateException("A pool cannot be closed by a part that runs on it");
            }
            closed = true;
            for (Helper helper : helpers) {
                LockSupport.unpark(helper);
            }
        } finally {
            turn.unlock();
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("The thread pool is closed");
        }
    }

    private boolean isHelper() {
        return Thread.currentThread() instanceof Helper helper && helper.pool == this;
    }

    private static void runInline(int parts, ParallelTask task, int worker) {
        for (int part = 0; part < parts; part++) {
            task.run(part, worker);
        }
    }

    private void runShared(int parts, ParallelTask task) {
        this.task = task;
        this.parts = parts;
        failure.set(null);
        for (int worker = 0; worker < size(); worker++) {
            next[worker].set(first(worker));
        }
        gate.set(OPEN); // publishes the fields above to whoever enters
        generation.getAndAdd(1);
        for (int i = 0; i < helpers.length && i < parts - 1; i++) {
            helpers[i].wake();
        }
        takeParts(0);
        gate.getAndAdd(-OPEN);
        awaitHelpers();
        this.task = null;
        rethrow();
    }

    /** The first part of a worker's own; those that follow up to the next worker's first are its own too. */
    private int first(int worker) {
        return (int) ((long) parts * worker / size());
    }

    /** A worker's own parts first, then what others have not begun. */
    private void takeParts(int worker) {
        ParallelTask current = task;
        try {
            for (int i = 0; i < size(); i++) {
                int owner = (worker + i) % size();
                int end = first(owner + 1);
                for (int part = next[owner].getAndAdd(1); part < end; part = next[owner].getAndAdd(1)) {
                    current.run(part, worker);
                }
            }
        } catch (Throwable thrown) { // every kind: the caller throws it again
            failure.compareAndSet(null, thrown);
            for (int owner = 0; owner < size(); owner++) {
                next[owner].set(parts);
            }
        }
    }

    private void awaitHelpers() {
        for (int i = 0; i < spins; i++) {
            if (gate.get() == 0) {
                return;
            }
            Thread.onSpinWait();
        }
        waiting = Thread.currentThread();
        while (gate.get() != 0) {
            LockSupport.park(this);
        }
        waiting = null;
    }

    private void rethrow() {
        switch (failure.getAndSet(null)) {
            case null -> {}
            case RuntimeException exception -> throw exception;
            case Error error -> throw error;
            case Throwable thrown ->
                throw new IllegalStateException("A part threw an undeclared checked exception", thrown);
        }
    }

    /** Joins the open region, if there still is one, and works in it. */
    private void join(int worker) {
        int seen = gate.get();
        while (seen >= OPEN) {
            if (gate.compareAndSet(seen, seen + 1)) {
                takeParts(worker);
                if (gate.getAndAdd(-1) == 1) {
                    LockSupport.unpark(waiting);
                }
                return;
            }
            seen = gate.get();
        }
    }

    /** A daemon thread that joins region after region. */
    private static final class Helper extends Thread {
        private final ThreadPool pool;
        private final int worker;
        private volatile boolean parked;

        Helper(ThreadPool pool, int worker) {
            super("pullback-cpu-" + worker);
            this.pool = pool;
            this.worker = worker;
            setDaemon(true);
        }

        void wake() {
            if (parked) {
                LockSupport.unpark(this);
            }
        }

        @Override
        public void run() {
            int seen = 0;
            while (!pool.closed) {
                int current = pool.generation.get();
                if (current == seen) {
                    await(seen);
                } else {
                    seen = current;
                    pool.join(worker);
                }
            }
        }

        private void await(int seen) {
            for (int i = 0; i < pool.spins; i = pool.series.get() > 0 ? 0 : i + 1) {
                if (pool.generation.get() != seen || pool.closed) {
                    return;
                }
                Thread.onSpinWait();
            }
            parked = true;
            while (pool.generation.get() == seen && pool.series.get() == 0 && !pool.closed) {
                LockSupport.park(pool);
                Thread.interrupted(); // a pending interrupt would turn parking into a busy wait
            }
            parked = false;
        }
    }
}
