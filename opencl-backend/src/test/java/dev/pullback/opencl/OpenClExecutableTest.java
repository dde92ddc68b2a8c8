package dev.pullback.opencl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.backend.BackendOptions;
import dev.pullback.api.backend.Buffer;
import dev.pullback.api.backend.Executable;
import dev.pullback.api.backend.Profile;
import dev.pullback.api.error.ClosedException;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.tensor.Functions;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass(name = "family {0}")
@ValueSource(strings = {"cpu", "gpu"})
class OpenClExecutableTest {

    private static final TensorType ROW = TensorType.of(DType.FLOAT32, 5);

    @Parameter
    String family;

    private OpenClBackend backend;
    private final List<AutoCloseable> made = new ArrayList<>();

    @BeforeEach
    void open() {
        backend = TestBackend.open(BackendOptions.defaults().withProfile(true).with("family", family));
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : made) {
            one.close();
        }
        assertEquals(0, backend.memory().blocks(), "device memory still in use");
        backend.close();
    }

    private Executable compile(Graph graph) {
        Executable program = backend.compile(graph);
        made.add(program);
        return program;
    }

    private Buffer buffer(TensorType type, float... values) {
        Buffer buffer = backend.allocate(type);
        buffer.write(MemorySegment.ofArray(values));
        made.add(buffer);
        return buffer;
    }

    private Buffer empty(TensorType type) {
        return buffer(type, new float[Math.toIntExact(type.size())]);
    }

    @Test
    void aDonatedBufferIsUpdatedRunByRun() {
        Graph step = Graph.trace(TensorFunction.of((w, g) -> w.sub(g.mul(0.5))), ROW, ROW)
                .donating(0, 0);
        Executable program = compile(step);
        Buffer w = buffer(ROW, 1, 2, 3, 4, 5);
        Buffer g = buffer(ROW, 2, 2, 2, 2, 2);
        for (int i = 0; i < 3; i++) {
            program.run(List.of(w, g), List.of(w));
        }
        assertArrayEquals(new float[] {-2, -1, 0, 1, 2}, TestBackend.read(w));
    }

    @Test
    void anEpilogueOverwritesTheWeightsItReads() {
        TensorType weights = TensorType.of(DType.FLOAT32, 3, 2);
        Graph step = Graph.trace(
                        TensorFunction.of(
                                (w, x, d) -> w.sub(x.transpose().matmul(d).mul(0.5))),
                        weights,
                        TensorType.of(DType.FLOAT32, 4, 3),
                        TensorType.of(DType.FLOAT32, 4, 2))
                .donating(0, 0);
        Executable program = compile(step);
        assertEquals(1, program.describe().size(), program.describe()::toString);
        Buffer w = buffer(weights, 10, 20, 30, 40, 50, 60);
        Buffer x = buffer(TensorType.of(DType.FLOAT32, 4, 3), 1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 1, 1);
        Buffer d = buffer(TensorType.of(DType.FLOAT32, 4, 2), 2, 4, 6, 8, 10, 12, 2, 2);
        program.run(List.of(w, x, d), List.of(w));
        assertArrayEquals(new float[] {8, 17, 26, 35, 44, 53}, TestBackend.read(w));
    }

    @Test
    void otherBuffersAreUsedWhereOthersAreGiven() {
        Executable program = compile(Graph.trace(TensorFunction.of(x -> x.add(1)), ROW));
        Buffer a = buffer(ROW, 1, 2, 3, 4, 5);
        Buffer b = buffer(ROW, 10, 20, 30, 40, 50);
        Buffer one = empty(ROW);
        Buffer two = empty(ROW);
        program.run(List.of(a), List.of(one));
        program.run(List.of(b), List.of(two));
        program.run(List.of(one), List.of(a));
        assertArrayEquals(new float[] {2, 3, 4, 5, 6}, TestBackend.read(one));
        assertArrayEquals(new float[] {11, 21, 31, 41, 51}, TestBackend.read(two));
        assertArrayEquals(new float[] {3, 4, 5, 6, 7}, TestBackend.read(a));
    }

    /** After a trim the driver may give a new buffer the handle of an old one; most do. */
    @Test
    void aNewBufferWithTheHandleOfAnOldOneIsBoundAnew() {
        Executable program = compile(Graph.trace(TensorFunction.of(x -> x.add(1)), ROW));
        Buffer out = empty(ROW);
        for (int i = 0; i < 20; i++) {
            try (Buffer in = backend.allocate(ROW)) {
                in.write(MemorySegment.ofArray(new float[] {i, i, i, i, i}));
                program.run(List.of(in), List.of(out));
            }
            assertArrayEquals(new float[] {i + 1, i + 1, i + 1, i + 1, i + 1}, TestBackend.read(out));
            backend.trim();
        }
    }

    @Test
    void theProfileCountsEveryLaunchUntilItIsReset() {
        Graph graph = Graph.trace(
                TensorFunction.of((x, w) -> Functions.sigmoid(x.matmul(w)).sum(0)),
                TensorType.of(DType.FLOAT32, 9, 7),
                TensorType.of(DType.FLOAT32, 7, 20));
        Executable program = compile(graph);
        Buffer x = empty(TensorType.of(DType.FLOAT32, 9, 7));
        Buffer w = empty(TensorType.of(DType.FLOAT32, 7, 20));
        Buffer out = empty(TensorType.of(DType.FLOAT32, 20));
        for (int i = 0; i < 300; i++) {
            program.run(List.of(x, w), List.of(out));
        }
        long launches = backend.profile().entries().stream()
                .mapToLong(Profile.Entry::launches)
                .sum();
        assertEquals(300L * ((OpenClExecutable) program).launches(), launches);
        assertEquals(
                List.of(300L, 300L),
                backend.profile().entries().stream()
                        .filter(entry -> !entry.kernel().endsWith("(pack)"))
                        .map(Profile.Entry::launches)
                        .toList());
        backend.resetProfile();
        assertEquals(List.of(), backend.profile().entries());
    }

    @Test
    void whatIsClosedIsRefusedAndClosingTwiceIsHarmless() {
        Executable program = compile(Graph.trace(TensorFunction.of(x -> x.add(1)), ROW));
        Buffer in = empty(ROW);
        Buffer out = empty(ROW);
        in.close();
        in.close();
        assertThrows(ClosedException.class, () -> program.run(List.of(in), List.of(out)));
        assertThrows(ClosedException.class, () -> in.read(MemorySegment.ofArray(new float[5])));
        assertThrows(ClosedException.class, () -> in.write(MemorySegment.ofArray(new float[5])));
        program.close();
        program.close();
        assertThrows(ClosedException.class, () -> program.run(List.of(out), List.of(out)));
    }

    @Test
    void buffersAndProgramsOutliveTheirBackendInVain() {
        Executable program = compile(Graph.trace(TensorFunction.of(x -> x.add(1)), ROW));
        Buffer in = empty(ROW);
        Buffer out = empty(ROW);
        backend.close();
        assertThrows(ClosedException.class, () -> program.run(List.of(in), List.of(out)));
        assertThrows(ClosedException.class, () -> in.read(MemorySegment.ofArray(new float[5])));
        assertTrue(((OpenClBuffer) in).isClosed());
        assertThrows(ClosedException.class, () -> backend.allocate(ROW));
        assertThrows(ClosedException.class, () -> backend.compile(Graph.trace(TensorFunction.of(x -> x.add(2)), ROW)));
        assertThrows(ClosedException.class, backend::synchronize);
        assertDoesNotThrow(program::close);
        assertDoesNotThrow(in::close);
        assertDoesNotThrow(backend::close);
    }

    @Test
    void theSameGraphCompiledAgainBuildsNothing() {
        Graph graph = Graph.trace(TensorFunction.of(x -> x.tanh()), ROW);
        compile(graph);
        int programs = backend.compiledPrograms();
        compile(graph);
        compile(Graph.trace(TensorFunction.of(x -> x.tanh()), TensorType.of(DType.FLOAT32, 77)));
        assertEquals(programs, backend.compiledPrograms(), "sizes are arguments");
    }
}
