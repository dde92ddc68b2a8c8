package dev.pullback.opencl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.backend.BackendOptions;
import dev.pullback.api.backend.Buffer;
import dev.pullback.api.backend.Executable;
import dev.pullback.api.backend.MemoryUse;
import dev.pullback.api.error.MemoryCorruptionException;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.plan.Plan;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.tensor.Traced;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.Shape;
import dev.pullback.api.type.TensorType;
import dev.pullback.opencl.driver.ClDriver;
import dev.pullback.opencl.driver.ClDrivers;
import dev.pullback.opencl.driver.LiveObjects;
import dev.pullback.opencl.driver.RewritingDriver;
import dev.pullback.opencl.driver.TestDevice;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** Memory that is guarded gives away which kernel reads or writes beside it. */
@ParameterizedClass(name = "{0}, family {1}")
@CsvSource({"lwjgl, cpu", "jocl, gpu"})
class GuardsTest {

    private static final TensorType ROW = TensorType.of(DType.FLOAT32, 5);

    /** Steps: exp into a slot, tanh in place, add into the output. */
    private static final Graph CHAIN =
            Graph.trace(TensorFunction.of((x, y) -> x.exp().tanh().add(y)), ROW, ROW);

    /** Steps: exp to a slot, sum, and three floats where a hundred were before. */
    private static final Graph SHARED_SLOT = Graph.trace(
            TensorFunction.of(x -> x.exp()
                    .sum(0)
                    .broadcastTo(Shape.of(3))
                    .maximum(x.slice(0, 0, 3))
                    .sum(0)),
            TensorType.of(DType.FLOAT32, 100));

    private static final float[] X = {1, 2, 3, 4, 5};
    private static final float[] Y = {5, 4, 3, 2, 1};

    @Parameter(0)
    String binding;

    @Parameter(1)
    String family;

    private LiveObjects before;

    @BeforeEach
    void count() {
        before = LiveObjects.of(ClDrivers.open(binding));
    }

    @AfterEach
    void assertNothingIsLeft() {
        before.assertSame(ClDrivers.open(binding));
    }

    private OpenClBackend open(UnaryOperator<String> rewrite) {
        ClDriver driver = RewritingDriver.of(binding, rewrite);
        BackendOptions options =
                BackendOptions.defaults().withGuards(true).withFusion(false).with("family", family);
        return new OpenClBackend(driver, TestDevice.find(driver), options);
    }

    /** The backend with other text in the program that calls a function. */
    private OpenClBackend open(String function, UnaryOperator<String> fault) {
        return open(source -> {
            if (!source.contains("= %s_float".formatted(function))) {
                return source;
            }
            String faulty = fault.apply(unaligned(source));
            assertFalse(faulty.equals(unaligned(source)), () -> "nothing to replace in " + source);
            return faulty;
        });
    }

    /** Vectors read and written wherever they lie: a fault should be a wrong place, and not one that a processor refuses. */
    private static String unaligned(String source) {
        return source.replaceAll(
                        "\\*\\(__global \\w+?(\\d+)\\*\\)\\(out \\+ index\\) = (\\w+);",
                        "vstore$1($2, 0, out + index);")
                .replaceAll("\\*\\(__global const \\w+?(\\d+)\\*\\)\\((g\\d+ \\+ \\([^)]*\\))\\)", "vload$1(0, $2)");
    }

    /** Every element goes so many places behind its own. */
    private static UnaryOperator<String> storesAt(int shift) {
        return source -> source.replace("out[index]", "out[index + %d]".formatted(shift))
                .replace("out + index)", "out + index + %d)".formatted(shift));
    }

    /** Every element is computed from the one so many places behind. */
    private static UnaryOperator<String> loadsFrom(int shift) {
        return source -> source.replace("g0[index]", "g0[index + %d]".formatted(shift))
                .replace("g0 + (index))", "g0 + (index + %d))".formatted(shift));
    }

    private static void assertFound(OpenClBackend backend, Graph graph, String start, float[]... inputs) {
        try (backend) {
            var found = assertThrows(MemoryCorruptionException.class, () -> TestBackend.run(backend, graph, inputs));
            assertTrue(found.getMessage().startsWith(start), found.getMessage());
            assertEquals(MemoryUse.NONE, backend.memory());
        }
    }

    @Test
    void aWriteOnePastTheEndIsFound() {
        String expected = "add wrote outside output 0 of type float32[5], at byte 20.";
        assertFound(open("add", storesAt(1)), CHAIN, expected, X, Y);
    }

    @Test
    void aWriteOneBeforeTheStartIsFound() {
        String expected = "add wrote outside output 0 of type float32[5], at byte -4.";
        assertFound(open("add", storesAt(-1)), CHAIN, expected, X, Y);
    }

    @Test
    void aWriteAThousandFloatsAwayIsFound() {
        String behind = "add wrote outside output 0 of type float32[5], at byte 4,096.";
        assertFound(open("add", storesAt(1024)), CHAIN, behind, X, Y);
        String inFront = "add wrote outside output 0 of type float32[5], at byte -4,096.";
        assertFound(open("add", storesAt(-1024)), CHAIN, inFront, X, Y);
    }

    @Test
    void aWriteBesideAnOperandIsFound() {
        String expected = "exp wrote outside input 0 of type float32[5], at byte -4.";
        String planted = "((__global float*)g0)[-1] = 1; ";
        UnaryOperator<String> fault = source -> source.replaceAll("(out\\[index]|vstore\\d+\\(r)", planted + "$1");
        assertFound(open("exp", fault), CHAIN, expected, X, Y);
    }

    @Test
    void aWriteBesideAValueBetweenTheStepsIsFound() {
        String past = "exp wrote outside a value between the steps, at byte 20.";
        assertFound(open("exp", storesAt(1)), CHAIN, past, X, Y);
        String before = "tanh wrote outside a value between the steps, at byte -4.";
        assertFound(open("tanh", storesAt(-1)), CHAIN, before, X, Y);
    }

    @Test
    void aWritePastTheEndOfAValueInALargerSlotIsFound() {
        List<Long> slots = Plan.of(SHARED_SLOT, false).memory().slotBytes();
        assertEquals(List.of(400L, 12L), slots, "three floats share the slot of a hundred");
        String expected = "maximum wrote outside a value between the steps, at byte 12.";
        assertFound(open("maximum", storesAt(1)), SHARED_SLOT, expected, new float[100]);
    }

    @Test
    void aWriteBesideWhatAStepKeepsForItselfIsFound() {
        int length = 1 << 18;
        Graph sum = Graph.trace(TensorFunction.of(x -> x.sum()), TensorType.of(DType.FLOAT32, length));
        OpenClBackend backend = open(
                source -> source.replace("out[index] = epilogue(", "out[splits > 1 ? index - 1 : index] = epilogue("));
        String expected = "sum wrote outside a value within the step, at byte -4.";
        assertFound(backend, sum, expected, new float[length]);
    }

    @Test
    void whatWasFoundOnceIsNotBlamedOnTheNextProgram() {
        try (OpenClBackend backend = open("tanh", storesAt(1));
                Executable wrong = backend.compile(CHAIN);
                Executable right = backend.compile(Graph.trace(TensorFunction.of(x -> x.exp()), ROW));
                Buffer x = TestBackend.buffer(backend, CHAIN.inputs().get(0), X);
                Buffer y = TestBackend.buffer(backend, CHAIN.inputs().get(1), Y);
                Buffer out = backend.allocate(ROW)) {
            for (int i = 0; i < 2; i++) {
                assertThrows(MemoryCorruptionException.class, () -> wrong.run(List.of(x, y), List.of(out)));
                right.run(List.of(x), List.of(out));
            }
        }
    }

    @Test
    void aReadOnePastTheEndShowsInTheResult() {
        try (OpenClBackend backend = open("exp", loadsFrom(1))) {
            float[] found = TestBackend.run(backend, CHAIN, X, Y).getFirst();
            assertTrue(Float.isNaN(found[4]), () -> "found " + found[4]);
            assertFalse(Float.isNaN(found[3]), () -> "found " + found[3]);
        }
        try (OpenClBackend backend = open("tanh", loadsFrom(-1))) {
            float[] found = TestBackend.run(backend, CHAIN, X, Y).getFirst();
            assertTrue(Float.isNaN(found[0]), () -> "found " + found[0]);
        }
    }

    @Test
    void aSlotIsFreshToEveryValueThatComesToIt() {
        TensorType row = TensorType.of(DType.FLOAT32, 3);
        Graph graph = Graph.trace(TensorFunction.of((x, y) -> x.exp().add(y)), row, row);
        UnaryOperator<String> forgets = source -> source.replace("out[index] =", "if (g0[0] != 4) out[index] =");
        try (OpenClBackend backend = open("exp", forgets);
                Executable program = backend.compile(graph);
                Buffer x = TestBackend.buffer(backend, graph.inputs().get(0), 1, 2, 3);
                Buffer y = TestBackend.buffer(backend, graph.inputs().get(1), 1, 2, 3);
                Buffer out = backend.allocate(row)) {
            program.run(List.of(x, y), List.of(out));
            assertEquals(Math.E + 1, TestBackend.read(out)[0], 1e-5);
            x.write(MemorySegment.ofArray(new float[] {4, 2, 3}));
            program.run(List.of(x, y), List.of(out));
            assertArrayEquals(new float[] {Float.NaN, Float.NaN, Float.NaN}, TestBackend.read(out));
        }
    }

    @Test
    void freshMemoryIsNanAlsoWhereThereWasSomethingBefore() {
        try (OpenClBackend backend = open(UnaryOperator.identity())) {
            for (int i = 0; i < 3; i++) {
                try (Buffer buffer = backend.allocate(ROW)) {
                    for (float value : TestBackend.read(buffer)) {
                        assertTrue(Float.isNaN(value), () -> "found " + value);
                    }
                    buffer.write(MemorySegment.ofArray(X));
                }
            }
        }
    }

    @Test
    void rightProgramsGiveTheSameBitsAsUnguarded() {
        Graph graph = EveryKindOfStep.of(DType.FLOAT32);
        List<List<byte[]>> results = new ArrayList<>();
        for (boolean guards : new boolean[] {false, true}) {
            BackendOptions options = BackendOptions.defaults()
                    .withGuards(guards)
                    .with("binding", binding)
                    .with("family", family);
            try (OpenClBackend backend = TestBackend.open(options)) {
                results.add(run(backend, graph));
                assertEquals(MemoryUse.NONE, backend.memory());
            }
        }
        for (int i = 0; i < graph.outputs().size(); i++) {
            assertArrayEquals(results.get(0).get(i), results.get(1).get(i), "output " + i);
        }
    }

    /** The outputs of two runs on the same seeded inputs, of which the first is overwritten. */
    private static List<byte[]> run(OpenClBackend backend, Graph graph) {
        List<Buffer> inputs = new ArrayList<>();
        List<Buffer> outputs = new ArrayList<>();
        var random = new Random(11);
        for (Traced input : graph.inputs()) {
            Buffer buffer = backend.allocate(input.type());
            int size = Math.toIntExact(input.type().size());
            buffer.write(
                    input.dtype() == DType.INT32
                            ? MemorySegment.ofArray(random.ints(size, 0, 10).toArray())
                            : floats(random, size));
            inputs.add(buffer);
        }
        outputs.add(inputs.getFirst());
        graph.outputs().stream()
                .skip(1)
                .map(output -> backend.allocate(output.type()))
                .forEach(outputs::add);
        try (Executable program = backend.compile(graph)) {
            program.run(inputs, outputs);
            program.run(inputs, outputs);
            return outputs.stream().map(GuardsTest::bytes).toList();
        } finally {
            inputs.forEach(Buffer::close);
            outputs.forEach(Buffer::close);
        }
    }

    private static MemorySegment floats(Random random, int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = 2 * random.nextFloat() - 1;
        }
        return MemorySegment.ofArray(values);
    }

    private static byte[] bytes(Buffer buffer) {
        byte[] bytes = new byte[Math.toIntExact(buffer.type().bytes())];
        buffer.read(MemorySegment.ofArray(bytes));
        return bytes;
    }
}
