package dev.pullback.opencl.runtime;

import dev.pullback.api.error.ClosedException;
import dev.pullback.api.error.DeviceException;
import dev.pullback.opencl.device.ClDevice;
import dev.pullback.opencl.driver.ClDriver;
import dev.pullback.opencl.driver.ClException;
import dev.pullback.opencl.driver.HandleKind;
import dev.pullback.opencl.driver.OwnedHandle;
import java.lang.foreign.MemorySegment;
import java.util.function.Supplier;

/**
 * One device with its context and its one in-order queue. Whoever enqueues holds the session's lock, so that the commands
 * of two threads do not mix and kernel arguments are set and used by one thread at a time. The same lock guards the state
 * of every buffer and executable: one lock cannot be taken in two orders.
 */
public final class ClSession implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(ClSession.class.getName());

    /** Bytes that {@link #staging} gives at a time. */
    public static final long LARGEST_STAGED = 1L << 20;

    private final ClDriver driver;
    private final ClDevice device;
    private final OwnedHandle context;
    private final OwnedHandle queue;
    private final BufferPool pool;
    private final Programs programs;
    private final Profiler profiler;
    private final Staging staging = new Staging(this);
    private boolean closed;

    /**
     * Opens the device, its memory unguarded.
     *
     * @throws DeviceException if the driver refuses
     */
    public ClSession(ClDriver driver, ClDevice device, boolean profile) {
        this(driver, device, profile, false);
    }

    /**
     * Opens the device.
     *
     * @param profile whether launches are timed
     * @param guarded whether every block of the pool is fresh, and lies between {@link GuardZones}
     * @throws DeviceException if the driver refuses
     */
    public ClSession(ClDriver driver, ClDevice device, boolean profile, boolean guarded) {
        this.driver = driver;
        this.device = device;
        try {
            this.context = owned(
                    HandleKind.CONTEXT, driver.createContext(device.platform().handle(), device.handle()));
            this.queue = queue(profile);
        } catch (ClException failure) {
            throw Failures.translate(failure, device.name());
        }
        this.pool = new BufferPool(this, guarded ? new Blocks.Guarded(this) : new Blocks.Plain(this));
        this.programs = new Programs(this);
        this.profiler = new Profiler(this, profile);
    }

    private OwnedHandle queue(boolean profile) {
        try {
            return owned(HandleKind.QUEUE, driver.createQueue(context.get(), device.handle(), profile));
        } catch (ClException failure) {
            release(context);
            throw failure;
        }
    }

    public ClDriver driver() {
        return driver;
    }

    public ClDevice device() {
        return device;
    }

    public BufferPool pool() {
        return pool;
    }

    public Programs programs() {
        return programs;
    }

    public Profiler profiler() {
        return profiler;
    }

    long context() {
        return context.get();
    }

    /** The queue, for callers inside {@link #call}. */
    public long queue() {
        return queue.get();
    }

    /**
     * Off-heap memory for one transfer of at most {@link #LARGEST_STAGED} bytes, for callers inside {@link #call}. It is not
     * given to anyone else before the device is done with that transfer, so there is no need to wait for it.
     */
    public MemorySegment staging(long bytes) {
        return staging.next(bytes);
    }

    OwnedHandle owned(HandleKind kind, long handle) {
        return new OwnedHandle(driver, kind, handle);
    }

    /**
     * Calls the driver as the only one to do so now.
     *
     * @throws ClosedException if the backend is closed
     * @throws DeviceException if the driver refuses
     */
    public synchronized <T> T call(Supplier<T> calls) {
        requireOpen();
        try {
            return calls.get();
        } catch (ClException failure) {
            throw translate(failure);
        }
    }

    /** As {@link #call}, without a result. */
    public void run(Runnable calls) {
        call(() -> {
            calls.run();
            return null;
        });
    }

    /**
     * Calls the driver as {@link #call} does; if the device has no room, waits, gives idle memory back and tries once more.
     * Drivers allocate when memory is used first, so not only allocations fail like this. For calls that may be repeated.
     */
    public void runWithRetry(Runnable calls) {
        run(() -> {
            try {
                calls.run();
            } catch (ClException failure) {
                makeRoom(failure);
                calls.run();
            }
        });
    }

    /** Waits for the device and gives idle memory back, or throws the failure again if that could not help. */
    public void makeRoom(ClException failure) {
        if (!failure.isOutOfMemory() || pool.idleBytes() == 0) {
            throw failure;
        }
        driver.finish(queue());
        pool.trim();
    }

    /** What a failure of the driver means to the user of the device. */
    public DeviceException translate(ClException failure) {
        return failure.isOutOfMemory() ? pool.outOfMemory(-1, failure) : Failures.translate(failure, device.name());
    }

    /** Waits for the device. */
    public void finish() {
        run(() -> driver.finish(queue()));
    }

    public synchronized boolean isClosed() {
        return closed;
    }

    public synchronized void requireOpen() {
        if (closed) {
            throw new ClosedException("The backend on %s was closed; open it anew".formatted(device.name()));
        }
    }

    /** Waits for the device, then releases everything, also what buffers and executables still hold. Twice is harmless. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        staging.close();
        try {
            driver.finish(queue.get());
        } catch (ClException lost) {
            // A lost device cannot finish; what is left to do is to release its objects.
            logFailure("did not finish its work", lost);
        }
        profiler.close();
        programs.close();
        pool.close();
        release(queue);
        release(context);
    }

    /** Releases an object. That a driver fails at it helps nobody to know then, and must not keep the rest alive. */
    void release(OwnedHandle handle) {
        try {
            handle.close();
        } catch (ClException failure) {
            logFailure("did not release an object", failure);
        }
    }

    /** For what goes wrong where nobody could do anything about it. */
    void logFailure(String what, ClException failure) {
        LOG.log(System.Logger.Level.WARNING, device.name() + " " + what, failure);
    }

    void release(HandleKind kind, long handle) {
        release(owned(kind, handle));
    }
}
