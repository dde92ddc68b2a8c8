package dev.pullback.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.backend.Backends;
import dev.pullback.api.backend.Buffer;
import dev.pullback.api.error.LeakException;
import dev.pullback.api.error.ShapeException;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import dev.pullback.conformance.decorator.Counting;
import dev.pullback.conformance.decorator.Counts;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.junit.jupiter.api.Test;

class CountingTest {

    private static final TensorType ROW = TensorType.of(DType.FLOAT32, 3);
    private static final Graph PLUS_ONE = Graph.trace(TensorFunction.of(x -> x.add(1)), ROW);

    @Test
    void everyCallIsCountedAndBytesByTheirDirection() {
        try (var backend = new Counting(Backends.open("cpu"))) {
            try (Buffer in = backend.allocate(ROW);
                    Buffer out = backend.allocate(ROW);
                    var program = backend.compile(PLUS_ONE)) {
                in.write(MemorySegment.ofArray(new float[] {1, 2, 3}));
                program.run(List.of(in), List.of(out));
                program.run(List.of(in), List.of(out));
                out.read(MemorySegment.ofArray(new float[3]));
                assertEquals(new Counts(2, 1, 2, 1, 12, 1, 12, 2, 24, 1), backend.counts());
            }
            assertEquals(new Counts(2, 1, 2, 1, 12, 1, 12, 0, 0, 0), backend.counts());
        }
    }

    @Test
    void whatCameSinceIsTheDifference() {
        try (var backend = new Counting(Backends.open("cpu"))) {
            Buffer first = backend.allocate(ROW);
            Counts then = backend.counts();
            backend.allocate(ROW).close();
            first.close();
            assertEquals(
                    new Counts(1, 0, 0, 0, 0, 0, 0, -1, -12, 0),
                    backend.counts().since(then));
        }
    }

    @Test
    void aCallThatFailsDoesNotCount() {
        try (var backend = new Counting(Backends.open("cpu"));
                Buffer buffer = backend.allocate(ROW)) {
            assertThrows(ShapeException.class, () -> buffer.write(MemorySegment.ofArray(new float[4])));
            assertEquals(0, backend.counts().writes());
        }
    }

    @Test
    void whatIsLeftOpenIsNamedWithItsTypeAndTheLineThatMadeIt() {
        try (var backend = Counting.withSites(Backends.open("cpu"))) {
            backend.tensor(new float[] {1, 2, 3}, 3);
            backend.compile(PLUS_ONE);
            String message =
                    assertThrows(LeakException.class, backend::requireAllClosed).getMessage();
            assertTrue(message.contains("1 buffers (12 bytes) and 1 programs"), message);
            assertTrue(message.contains("a buffer of type float32[3] (at " + CountingTest.class.getName()), message);
            assertTrue(message.contains("ops for float32[3] (at " + CountingTest.class.getName()), message);
        }
    }

    @Test
    void withoutSitesTheMessageSaysHowToGetThem() {
        try (var backend = new Counting(Backends.open("cpu"))) {
            backend.tensor(new float[] {1, 2, 3}, 3);
            String message =
                    assertThrows(LeakException.class, backend::requireAllClosed).getMessage();
            assertFalse(message.contains("CountingTest"), message);
            assertTrue(message.contains("Counting.withSites"), message);
        }
    }

    @Test
    void programsOfSingleOpsAreTheBackendsOwnAndNoLeak() {
        try (var backend = new Counting(Backends.open("cpu"))) {
            try (var _ = backend.scope()) {
                backend.tensor(new float[] {1, 2, 3}, 3).add(1).exp();
            }
            assertEquals(2, backend.counts().openPrograms());
            backend.requireAllClosed();
            assertEquals(0, backend.counts().openPrograms());
            try (var _ = backend.scope()) {
                backend.tensor(new float[] {1, 2, 3}, 3).add(1).exp();
            }
            assertEquals(4, backend.counts().compiled());
        }
    }

    @Test
    void aLongListOfLeaksIsCutShort() {
        try (var backend = new Counting(Backends.open("cpu"))) {
            for (int i = 0; i < 25; i++) {
                backend.allocate(ROW);
            }
            String message =
                    assertThrows(LeakException.class, backend::requireAllClosed).getMessage();
            assertTrue(message.contains("25 buffers"), message);
            assertTrue(message.contains("and 15 more"), message);
        }
    }
}
