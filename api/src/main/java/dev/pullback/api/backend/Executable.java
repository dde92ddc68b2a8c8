package dev.pullback.api.backend;

import java.util.List;

/** A compiled graph. Running it allocates nothing on the device: what it needs in between it has already. */
public interface Executable extends AutoCloseable {

    /**
     * Runs the graph; returns when the work is in order on the device, perhaps before it is done. Several threads may call
     * this; runs of one executable follow one another.
     *
     * @param inputs one buffer per input of the graph, of its type
     * @param outputs one buffer per output, of its type, to be overwritten: for a donated output the very buffer that is
     *     its input, otherwise a buffer that is nothing else in this call
     * @throws dev.pullback.api.error.ShapeException if the buffers do not fit the graph
     * @throws dev.pullback.api.error.BackendMismatchException if a buffer is another backend's
     * @throws dev.pullback.api.error.ClosedException if this, a buffer or the backend is closed
     * @throws dev.pullback.api.error.DeviceException if the device refuses or fails
     */
    void run(List<? extends Buffer> inputs, List<? extends Buffer> outputs);

    /** What it consists of, a line per step, for people to read. */
    List<String> describe();

    /** Gives back the memory between the steps; twice is harmless. */
    @Override
    void close();
}
