package dev.pullback.api.backend;

import dev.pullback.api.type.TensorType;
import java.lang.foreign.MemorySegment;

/**
 * The values of one tensor on a device. How they lie there is the backend's own business; {@link #write} and {@link #read}
 * speak row-major and little-endian, bool as one byte 0 or 1.
 */
public interface Buffer extends AutoCloseable {

    TensorType type();

    /**
     * Copies values in. When the call returns, the source may be reused.
     *
     * @param source {@code type().bytes()} bytes, on the heap or off it
     * @throws dev.pullback.api.error.ShapeException if the source has another size
     * @throws dev.pullback.api.error.ClosedException if this or its backend is closed
     */
    void write(MemorySegment source);

    /**
     * Waits for everything asked of the device before, then copies the values out.
     *
     * @param target {@code type().bytes()} bytes, on the heap or off it
     * @throws dev.pullback.api.error.ShapeException if the target has another size
     * @throws dev.pullback.api.error.DeviceException if the device failed, now or in earlier work
     */
    void read(MemorySegment target);

    /** Gives the memory back once work that uses it has finished; twice is harmless. */
    @Override
    void close();
}
