package dev.pullback.bench;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.BackendOptions;
import dev.pullback.api.backend.Backends;
import dev.pullback.api.backend.Buffer;
import dev.pullback.api.type.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The backend under measurement; {@code -p backend=cpu,opencl:0,reference} chooses. */
@State(Scope.Benchmark)
public class BackendState {

    @Param({"cpu", "opencl"})
    public String backend;

    Backend open;

    @Setup(Level.Trial)
    public void open() {
        open = Backends.open(backend, BackendOptions.defaults());
        System.out.println("# " + open.device());
    }

    @TearDown(Level.Trial)
    public void close() {
        open.close();
    }

    /** A float32 buffer of uniform numbers in [-0.5, 0.5), the same for the same seed. */
    Buffer uniform(TensorType type, long seed) {
        var random = new SplittableRandom(seed);
        float[] values = new float[Math.toIntExact(type.size())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble() - 0.5f;
        }
        Buffer buffer = open.allocate(type);
        buffer.write(MemorySegment.ofArray(values));
        return buffer;
    }
}
