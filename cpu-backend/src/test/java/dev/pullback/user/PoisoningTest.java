package dev.pullback.user;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.Backends;
import dev.pullback.api.backend.Buffer;
import dev.pullback.api.backend.Executable;
import dev.pullback.api.error.PullbackException;
import dev.pullback.api.error.ShapeException;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import dev.pullback.conformance.decorator.DecoratedBackend;
import dev.pullback.conformance.decorator.Poisoning;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PoisoningTest {

    private static final TensorType ROW = TensorType.of(DType.FLOAT32, 3);
    private static final float[] NANS = {Float.NaN, Float.NaN, Float.NaN};

    /** A run writes nothing: a kernel that forgets all elements. */
    private static final class Forgetful extends DecoratedBackend {
        Forgetful() {
            super(Backends.open("cpu"));
        }

        @Override
        protected void runInside(Graph graph, Executable program, List<Buffer> inputs, List<Buffer> outputs) {}
    }

    /** Keeps what it is told to close, and so can look at what was in it. */
    private static final class Hoarding extends DecoratedBackend {
        private final List<Buffer> hoard = new ArrayList<>();

        Hoarding() {
            super(Backends.open("cpu"));
        }

        @Override
        protected void closeInside(Buffer buffer) {
            hoard.add(buffer);
        }
    }

    private static Buffer written(Backend backend, float... values) {
        Buffer buffer = backend.allocate(TensorType.of(DType.FLOAT32, values.length));
        buffer.write(MemorySegment.ofArray(values));
        return buffer;
    }

    private static float[] read(Buffer buffer) {
        float[] values = new float[Math.toIntExact(buffer.type().size())];
        buffer.read(MemorySegment.ofArray(values));
        return values;
    }

    @ParameterizedTest
    @ValueSource(strings = {"cpu", "reference"})
    void whatWasNeverWrittenIsNaN(String id) {
        try (var backend = new Poisoning(Backends.open(id));
                var _ = backend.scope()) {
            assertArrayEquals(
                    NANS, backend.adopt(backend.allocate(ROW)).add(1).stored().toFloats());
            int[] integers = backend.adopt(backend.allocate(TensorType.of(DType.INT32, 2)))
                    .stored()
                    .toInts();
            assertArrayEquals(new int[] {-1, -1}, integers);
        }
    }

    @Test
    void aClosedBufferLeavesNothingBehind() {
        var hoarding = new Hoarding();
        try (var backend = new Poisoning(hoarding)) {
            written(backend, 1, 2, 3).close();
            assertArrayEquals(NANS, read(hoarding.hoard.getFirst()));
        }
    }

    @Test
    void anOutputThatAProgramForgetsIsNaNAndADonatedOneIsLeftAlone() {
        Graph graph = Graph.trace(
                        inputs -> List.of(inputs.get(0).add(1), inputs.get(0).mul(2)), ROW)
                .donating(0, 0);
        try (var backend = new Poisoning(new Forgetful());
                Buffer in = written(backend, 1, 2, 3);
                Buffer out = written(backend, 4, 5, 6);
                var program = backend.compile(graph)) {
            program.run(List.of(in), List.of(in, out));
            assertArrayEquals(new float[] {1, 2, 3}, read(in));
            assertArrayEquals(NANS, read(out));
        }
    }

    @Test
    void aRunThatIsRefusedChangesNothing() {
        Graph graph = Graph.trace(TensorFunction.of(x -> x.add(1)), ROW);
        try (var backend = new Poisoning(Backends.open("cpu"));
                Buffer in = written(backend, 1, 2, 3);
                Buffer out = written(backend, 4, 5, 6);
                Buffer longer = written(backend, 7, 8, 9, 10);
                var program = backend.compile(graph)) {
            assertThrows(ShapeException.class, () -> program.run(List.of(in), List.of(in)));
            assertThrows(ShapeException.class, () -> program.run(List.of(longer), List.of(out)));
            assertThrows(ShapeException.class, () -> program.run(List.of(in), List.of(longer)));
            assertThrows(ShapeException.class, () -> program.run(List.of(in), List.of(out, longer)));
            assertArrayEquals(new float[] {1, 2, 3}, read(in));
            assertArrayEquals(new float[] {4, 5, 6}, read(out));
            assertArrayEquals(new float[] {7, 8, 9, 10}, read(longer));
        }
    }

    @Test
    void aRunOnClosedOrMissingBuffersIsRefusedInTheWordsOfTheBackendInside() {
        Graph graph = Graph.trace(TensorFunction.of(x -> x.add(1)), ROW);
        try (var backend = new Poisoning(Backends.open("cpu"));
                Buffer in = written(backend, 1, 2, 3);
                var program = backend.compile(graph)) {
            Buffer closed = backend.allocate(ROW);
            closed.close();
            for (Buffer output : Arrays.asList(closed, null)) {
                List<Buffer> outputs = new ArrayList<>();
                outputs.add(output);
                assertThrows(PullbackException.class, () -> program.run(List.of(in), outputs));
            }
        }
    }

    @Test
    void buffersMayBeClosedAfterTheirBackend() {
        Backend backend = new Poisoning(Backends.open("cpu"));
        Buffer buffer = written(backend, 1, 2, 3);
        backend.close();
        buffer.close();
    }
}
