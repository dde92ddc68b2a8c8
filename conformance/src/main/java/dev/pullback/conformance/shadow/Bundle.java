package dev.pullback.conformance.shadow;

import dev.pullback.api.backend.Backend;
import dev.pullback.conformance.numeric.Values;
import java.nio.file.Path;
import java.util.List;

/**
 * A divergence in one file, to be sent to whoever can mend it. The file is a {@code .npz} that NumPy reads: arrays
 * {@code input_0}, {@code expected_0} and {@code actual_0} and so on, and an entry {@code bundle.json} with the graph, the
 * limit, and where it was seen.
 */
public record Bundle(Origin origin, Divergence divergence) {

    /**
     * Writes a file; it is complete or not there.
     *
     * @throws dev.pullback.api.error.InputOutputException if that fails
     */
    public void write(Path file) {
        BundleFile.write(file, this);
    }

    /**
     * Reads a file.
     *
     * @throws dev.pullback.api.error.DataFormatException if it is no bundle, or damaged
     * @throws dev.pullback.api.error.InputOutputException if it cannot be read
     */
    public static Bundle read(Path file) {
        return BundleFile.read(file);
    }

    /**
     * Runs the program again, on any backend, and compares it with the reference as {@link Shadow} does. Both stay open.
     *
     * @throws dev.pullback.api.error.DeviceException if the device fails
     */
    public Replay replay(Backend backend, Backend reference) {
        List<Values> inputs = divergence.inputs();
        List<Values> outputs = FreshRun.of(backend, divergence.graph(), inputs);
        try (var examination = new Examination(backend, reference, divergence.graph())) {
            return new Replay(divergence, examination.of(inputs, outputs));
        }
    }
}
