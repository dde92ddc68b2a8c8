package dev.pullback.opencl.driver;

import java.util.concurrent.atomic.AtomicLong;

/**
 * An OpenCL object with one owner, who releases it exactly once.
 *
 * <p>Closing twice is harmless, also from two threads. Close what was made from an object before the object itself:
 * buffers, queues, kernels and programs before their context.
 */
public final class OwnedHandle implements AutoCloseable {

    private final ClDriver driver;
    private final HandleKind kind;
    private final AtomicLong handle;

    /** Takes over {@code handle}, which nobody else may release from now on. */
    public OwnedHandle(ClDriver driver, HandleKind kind, long handle) {
        this.driver = driver;
        this.kind = kind;
        this.handle = new AtomicLong(handle);
    }

    /**
     * The handle, for calls on the driver.
     *
     * @throws ClException if it was closed
     */
    public long get() {
        long value = handle.get();
        if (value == 0) {
            throw ClException.refused("use of a handle", kind.invalid(), "this " + kind + " was closed already");
        }
        return value;
    }

    public boolean isClosed() {
        return handle.get() == 0;
    }

    @Override
    public void close() {
        long value = handle.getAndSet(0);
        if (value != 0) {
            driver.release(kind, value);
        }
    }
}
