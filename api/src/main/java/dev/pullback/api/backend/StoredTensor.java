package dev.pullback.api.backend;

import dev.pullback.api.error.ClosedException;
import dev.pullback.api.error.PullbackException;
import dev.pullback.api.tensor.Stored;
import dev.pullback.api.tensor.Traced;
import dev.pullback.api.type.TensorType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** A tensor in a backend's buffer. */
public final class StoredTensor extends Stored {

    private final Backend backend;
    private final Buffer buffer;
    private volatile boolean closed;

    StoredTensor(Backend backend, Buffer buffer) {
        this.backend = backend;
        this.buffer = buffer;
    }

    /** The backend that holds the values. */
    public Backend backend() {
        return backend;
    }

    /**
     * The values on the device.
     *
     * @throws ClosedException if the tensor is closed
     */
    public Buffer buffer() {
        if (closed) {
            throw new ClosedException(
                    "This tensor of type %s was closed, by itself or with its scope; keep it in the scope to use it longer"
                            .formatted(buffer.type()));
        }
        return buffer;
    }

    /** A copy of this tensor on another backend (or on the same). */
    public StoredTensor to(Backend other) {
        return other.tensor(type(), toMemory());
    }

    @Override
    public TensorType type() {
        return buffer.type();
    }

    @Override
    public MemorySegment toMemory() {
        MemorySegment memory =
                Arena.ofAuto().allocate(Math.max(1, type().bytes()), 64).asSlice(0, type().bytes());
        buffer().read(memory);
        return memory;
    }

    @Override
    protected List<Stored> evaluate(List<Traced> expressions) {
        return backend.eager().evaluate(expressions);
    }

    @Override
    public void close() {
        closed = true;
        buffer.close();
    }

    /**
     * The type and the values, for people: {@code float64[2,3] [[1.0, 2.5, -0.1], [0.0, 3.0, 4.0]]}, to six significant
     * digits, and of more than a thousand values the first and last three along each axis. Waits for the device; never
     * throws, but says why there are no values to show.
     */
    @Override
    public String toString() {
        try {
            return TensorText.of(type(), toMemory());
        } catch (ClosedException e) {
            return type() + " (closed)";
        } catch (PullbackException e) {
            return type() + " (cannot be read: " + e.getMessage() + ")";
        }
    }
}
