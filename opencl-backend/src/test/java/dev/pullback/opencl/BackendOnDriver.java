package dev.pullback.opencl;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.BackendOptions;
import dev.pullback.opencl.device.ClDevice;
import dev.pullback.opencl.driver.ClDriver;

/** Opens the backend where the tests want to choose the driver and the device it is told of. */
public final class BackendOnDriver implements AutoCloseable {

    private final OpenClBackend backend;

    public BackendOnDriver(ClDriver driver, ClDevice device, BackendOptions options) {
        backend = new OpenClBackend(driver, device, options);
    }

    public Backend backend() {
        return backend;
    }

    /** Gives idle memory back, so that the next buffer is a new one. */
    public void trim() {
        backend.trim();
    }

    @Override
    public void close() {
        backend.close();
    }
}
