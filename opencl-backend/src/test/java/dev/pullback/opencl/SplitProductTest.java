package dev.pullback.opencl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.Backends;
import dev.pullback.api.backend.Buffer;
import dev.pullback.api.backend.Executable;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Products with few results and a long inner axis, which a large GPU computes in parts that it then adds up. */
class SplitProductTest {

    /** Long enough to split, and no whole number of slices. */
    private static final int INNER = 1903;

    private OpenClBackend backend;

    @BeforeEach
    void open() {
        backend = LargeGpu.open();
    }

    @AfterEach
    void close() {
        assertEquals(0, backend.memory().blocks(), "device memory still in use");
        backend.close();
    }

    private static TensorType matrix(DType dtype, int batch, int rows, int columns) {
        return batch == 1 ? TensorType.of(dtype, rows, columns) : TensorType.of(dtype, batch, rows, columns);
    }

    private static Tensor turned(Tensor stored) {
        return stored.shape().rank() == 2 ? stored.transpose(1, 0) : stored.transpose(0, 2, 1);
    }

    /** Whole numbers, so that every order of additions gives the same sum. */
    private static double[] wholeNumbers(TensorType type, int seed) {
        var random = new Random(seed);
        return random.ints(type.size(), -3, 4).asDoubleStream().toArray();
    }

    private static MemorySegment segment(DType dtype, double[] values) {
        if (dtype == DType.FLOAT64) {
            return MemorySegment.ofArray(values.clone());
        }
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return MemorySegment.ofArray(floats);
    }

    private static Buffer buffer(Backend backend, TensorType type, double[] values) {
        Buffer buffer = backend.allocate(type);
        buffer.write(segment(type.dtype(), values));
        return buffer;
    }

    private static byte[] bytes(Buffer buffer) {
        byte[] bytes = new byte[Math.toIntExact(buffer.type().bytes())];
        buffer.read(MemorySegment.ofArray(bytes));
        return bytes;
    }

    /** The bytes of the one result of a program. */
    private static byte[] run(Backend backend, Executable program, Graph graph, List<double[]> values) {
        List<Buffer> inputs = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            inputs.add(buffer(backend, graph.inputs().get(i).type(), values.get(i)));
        }
        boolean inPlace = !graph.donations().isEmpty();
        Buffer output = inPlace
                ? inputs.getFirst()
                : backend.allocate(graph.outputs().getFirst().type());
        program.run(inputs, List.of(output));
        byte[] result = bytes(output);
        inputs.forEach(Buffer::close);
        output.close();
        return result;
    }

    private void check(Graph graph) {
        List<double[]> values = new ArrayList<>();
        graph.inputs().forEach(input -> values.add(wholeNumbers(input.type(), values.size())));
        byte[] expected;
        try (Backend reference = Backends.open("reference");
                Executable program = reference.compile(graph)) {
            expected = run(reference, program, graph, values);
        }
        try (Executable program = backend.compile(graph)) {
            assertEquals(2, ((OpenClExecutable) program).launches(), "the product is not split");
            assertArrayEquals(expected, run(backend, program, graph, values));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "float32, 1, 5, 8, false, false",
        "float32, 1, 5, 9, true, false",
        "float32, 1, 40, 36, false, true",
        "float32, 1, 33, 1, true, true",
        "float32, 3, 7, 12, false, false",
        "float32, 3, 6, 5, true, true",
        "float64, 1, 9, 16, true, false",
        "float64, 2, 9, 3, false, true"
    })
    void thePartsMakeTheProduct(String dtype, int batch, int rows, int columns, boolean turnA, boolean turnB) {
        DType type = DType.valueOf(dtype.toUpperCase(Locale.ROOT));
        check(Graph.trace(
                TensorFunction.of((a, b) -> (turnA ? turned(a) : a).matmul(turnB ? turned(b) : b)),
                turnA ? matrix(type, batch, INNER, rows) : matrix(type, batch, rows, INNER),
                turnB ? matrix(type, batch, columns, INNER) : matrix(type, batch, INNER, columns)));
    }

    @ParameterizedTest
    @CsvSource({"float32, 8", "float32, 10", "float64, 8"})
    void whatComesBehindAProductComesBehindTheSum(String dtype, int columns) {
        DType type = DType.valueOf(dtype.toUpperCase(Locale.ROOT));
        check(Graph.trace(
                inputs -> List.of(inputs.get(0)
                        .matmul(inputs.get(1))
                        .add(inputs.get(2))
                        .relu()
                        .mul(inputs.get(3))
                        .add(inputs.get(4))),
                matrix(type, 1, 6, INNER),
                matrix(type, 1, INNER, columns),
                TensorType.of(type, columns),
                matrix(type, 1, 6, 1),
                matrix(type, 1, 6, columns)));
    }

    @ParameterizedTest
    @CsvSource({"8", "10"})
    void weightsAreUpdatedInPlace(int columns) {
        check(Graph.trace(
                        TensorFunction.of(
                                (w, x, d) -> w.sub(x.transpose().matmul(d).mul(0.5))),
                        matrix(DType.FLOAT32, 1, 12, columns),
                        matrix(DType.FLOAT32, 1, INNER, 12),
                        matrix(DType.FLOAT32, 1, INNER, columns))
                .donating(0, 0));
    }

    /** A batch's own bias and a matrix that all share. */
    @Test
    void aBatchHasItsEpiloguesMatrixByMatrix() {
        check(Graph.trace(
                TensorFunction.of((x, w, b) -> x.matmul(w).add(b).relu()),
                matrix(DType.FLOAT32, 3, 5, INNER),
                matrix(DType.FLOAT32, 3, INNER, 12),
                matrix(DType.FLOAT32, 3, 1, 12)));
    }

    @Test
    void everyRunGivesTheSameBits() {
        Graph graph = Graph.trace(
                TensorFunction.of((a, b) -> a.matmul(b)),
                matrix(DType.FLOAT32, 1, 17, 5000),
                matrix(DType.FLOAT32, 1, 5000, 20));
        var random = new Random(1);
        List<double[]> values = List.of(
                random.doubles(17 * 5000L, -1, 1).toArray(),
                random.doubles(5000L * 20, -1, 1).toArray());
        try (Executable program = backend.compile(graph);
                Executable another = backend.compile(graph)) {
            byte[] first = run(backend, program, graph, values);
            for (int i = 0; i < 5; i++) {
                assertArrayEquals(first, run(backend, program, graph, values));
            }
            assertArrayEquals(first, run(backend, another, graph, values));
        }
    }
}
