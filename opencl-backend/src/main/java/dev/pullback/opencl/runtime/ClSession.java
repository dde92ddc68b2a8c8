package dev.pullback.opencl.runtime;

import dev.pullback.api.error.ClosedException;
import dev.pullback.opencl.device.ClDevice;
import dev.pullback.opencl.driver.ClDriver;
import dev.pullback.opencl.driver.ClException;
import dev.pullback.opencl.driver.HandleKind;
import dev.pullback.opencl.driver.OwnedHandle;
import java.util.function.Supplier;

/**
 * One device with its context and its one in-order queue. Whoever enqueues holds the session's lock, so that the commands
 * of two threads do not mix and kernel arguments are set and used by one thread at a time.
 */
public final class ClSession implements AutoCloseable {

    private final ClDriver driver;
    private final ClDevice device;
    private final OwnedHandle context;
    private final OwnedHandle queue;
    private final BufferPool pool;
    private final Programs programs;
    private final Profiler profiler;
    private boolean closed;

    public ClSession(ClDriver driver, ClDevice device, boolean profile) {
        this.driver = driver;
        this.device = device;
        try {
            this.context = owned(
                    HandleKind.CONTEXT, driver.createContext(device.platform().handle(), device.handle()));
            this.queue = owned(HandleKind.QUEUE, driver.createQueue(context.get(), device.handle(), profile));
        } catch (ClException failure) {
            throw Failures.translate(failure, device.name());
        }
        this.pool = new BufferPool(this);
        this.programs = new Programs(this);
        this.profiler = new Profiler(driver, profile);
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

    OwnedHandle owned(HandleKind kind, long handle) {
        return new OwnedHandle(driver, kind, handle);
    }

    /**
     * Calls the driver as the only one to do so now.
     *
     * @throws ClosedException if the backend is closed
     * @throws dev.pullback.api.error.DeviceException if the driver refuses
     */
    public synchronized <T> T call(Supplier<T> calls) {
        requireOpen();
        try {
            return calls.get();
        } catch (ClException failure) {
            throw failure.isOutOfMemory() ? pool.outOfMemory(-1, failure) : Failures.translate(failure, device.name());
        }
    }

    /** As {@link #call}, without a result. */
    public void run(Runnable calls) {
        call(() -> {
            calls.run();
            return null;
        });
    }

    /** Waits for the device. */
    public void finish() {
        run(() -> driver.finish(queue()));
    }

    public synchronized void requireOpen() {
        if (closed) {
            throw new ClosedException("The backend on %s was closed; open it anew".formatted(device.name()));
        }
    }

    /** Waits for the device, then releases everything. Twice is harmless. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            driver.finish(queue.get());
        } catch (ClException lost) {
            // A lost device cannot finish; what is left to do is to release its objects.
            System.getLogger(ClSession.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            "{0} did not finish its work: {1}",
                            device.name(),
                            lost.getMessage());
        }
        profiler.close();
        programs.close();
        pool.close();
        queue.close();
        context.close();
    }
}
