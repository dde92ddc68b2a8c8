package dev.pullback.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.BackendOptions;
import dev.pullback.api.backend.Buffer;
import dev.pullback.api.backend.Executable;
import dev.pullback.api.backend.MemoryUse;
import dev.pullback.api.error.MemoryCorruptionException;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.plan.Plan;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.Shape;
import dev.pullback.api.type.TensorType;
import dev.pullback.cpu.step.Emitter;
import dev.pullback.cpu.step.FaultyEmitter;
import dev.pullback.cpu.step.FaultyEmitter.Beside;
import dev.pullback.cpu.step.FaultyEmitter.Fault;
import dev.pullback.cpu.step.Places;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Memory that is guarded gives away who reads or writes beside it. */
class GuardsTest {

    private static final TensorType ROW = TensorType.of(DType.FLOAT32, 5);
    private static final BackendOptions GUARDED =
            BackendOptions.defaults().withGuards(true).withFusion(false);

    /** Steps: exp into a slot, sigmoid in place, add into the output. */
    private static final Graph CHAIN =
            Graph.trace(TensorFunction.of((x, y) -> x.exp().sigmoid().add(y)), ROW, ROW);

    /** Three floats in the slot where a hundred were before. */
    private static final Graph SHARED_SLOT = Graph.trace(
            TensorFunction.of(x -> x.exp().sum(0).broadcastTo(Shape.of(3)).log().sum(0)),
            TensorType.of(DType.FLOAT32, 100));

    private static Backend guarded() {
        return new CpuProvider().open("", GUARDED);
    }

    /** The backend with one step that does wrong. */
    private static Backend faulty(String step, Fault fault) {
        return new CpuBackend(CpuOptions.of(GUARDED)) {
            @Override
            Emitter emitter(Places places, LongFunction<MemorySegment> scratch) {
                return new FaultyEmitter(places, pool(), scratch, step, fault);
            }
        };
    }

    private static void assertFound(Graph graph, String step, Beside beside, long offset, String place) {
        try (Backend backend = faulty(step, new Fault.Write(beside, offset))) {
            var found = assertThrows(MemoryCorruptionException.class, () -> GraphRun.of(backend, graph, 1, 1));
            String message = found.getMessage();
            assertTrue(message.startsWith("%s wrote outside %s, at byte %,d.".formatted(step, place, offset)), message);
            assertEquals(MemoryUse.NONE, backend.memory());
        }
    }

    @Test
    void a_write_one_past_the_end_is_found() {
        assertFound(CHAIN, "add", Beside.RESULT, ROW.bytes(), "output 0 of type float32[5]");
    }

    @Test
    void a_write_one_before_the_start_is_found() {
        assertFound(CHAIN, "add", Beside.RESULT, -4, "output 0 of type float32[5]");
    }

    @Test
    void a_write_beside_an_operand_is_found() {
        assertFound(CHAIN, "exp", Beside.FIRST_OPERAND, ROW.bytes(), "input 0 of type float32[5]");
    }

    @Test
    void a_write_a_thousand_floats_away_is_found() {
        assertFound(CHAIN, "add", Beside.RESULT, ROW.bytes() + 4092, "output 0 of type float32[5]");
        assertFound(CHAIN, "add", Beside.RESULT, -4096, "output 0 of type float32[5]");
    }

    @Test
    void a_write_beside_a_value_between_the_steps_is_found() {
        assertFound(CHAIN, "exp", Beside.RESULT, ROW.bytes(), "a value between the steps");
        assertFound(CHAIN, "sigmoid", Beside.RESULT, -4, "a value between the steps");
    }

    @Test
    void a_write_past_the_end_of_a_value_in_a_larger_slot_is_found() {
        List<Long> slots = Plan.of(SHARED_SLOT, false).memory().slotBytes();
        assertEquals(List.of(400L, 4L), slots, "three floats share the slot of a hundred");
        assertFound(SHARED_SLOT, "broadcast", Beside.RESULT, 12, "a value between the steps");
    }

    @Test
    void a_write_beside_what_a_step_keeps_for_itself_is_found() {
        Graph sum = Graph.trace(TensorFunction.of(x -> x.sum()), TensorType.of(DType.FLOAT32, 1 << 20));
        assertFound(sum, "sum", Beside.SCRATCH, -4, "a value within the step");
    }

    @Test
    void a_write_into_a_tensor_without_elements_is_found() {
        TensorType empty = TensorType.of(DType.FLOAT32, 0, 3);
        Graph graph = Graph.trace(TensorFunction.of(x -> x.exp()), empty);
        assertFound(graph, "exp", Beside.RESULT, 0, "output 0 of type float32[0,3]");
    }

    @Test
    void what_was_found_once_is_not_blamed_on_the_next_program() {
        try (Backend backend = faulty("add", new Fault.Write(Beside.RESULT, -4));
                Executable wrong = backend.compile(CHAIN);
                Executable right = backend.compile(Graph.trace(TensorFunction.of(x -> x.exp()), ROW));
                Buffer x = backend.allocate(ROW);
                Buffer y = backend.allocate(ROW);
                Buffer out = backend.allocate(ROW)) {
            assertThrows(MemoryCorruptionException.class, () -> wrong.run(List.of(x, y), List.of(out)));
            right.run(List.of(x), List.of(out));
            assertThrows(MemoryCorruptionException.class, () -> wrong.run(List.of(x, y), List.of(out)));
        }
    }

    @Test
    void what_an_earlier_program_did_is_not_blamed_on_this_one() {
        try (Backend backend = guarded();
                Executable program = backend.compile(CHAIN);
                Buffer x = backend.allocate(ROW);
                Buffer y = backend.allocate(ROW);
                Buffer out = backend.allocate(ROW)) {
            MemorySegment memory = ((CpuBuffer) y).segment();
            MemorySegment.ofAddress(memory.address() - 1).reinterpret(1).fill((byte) 0);
            var found = assertThrows(MemoryCorruptionException.class, () -> program.run(List.of(x, y), List.of(out)));
            assertTrue(
                    found.getMessage()
                            .startsWith("an earlier program wrote outside input 1 of type float32[5], at byte -1"),
                    found.getMessage());
        }
    }

    @Test
    void a_read_one_past_the_end_shows_in_the_result() {
        for (long offset : new long[] {ROW.bytes(), -4}) {
            try (Backend backend = faulty("add", new Fault.Read(Beside.FIRST_OPERAND, offset))) {
                float first = floats(GraphRun.of(backend, CHAIN, 1, 1).getFirst())[0];
                assertTrue(Float.isNaN(first), () -> "read " + first);
            }
        }
    }

    @Test
    void fresh_memory_is_nan_also_where_there_was_something_before() {
        try (Backend backend = guarded()) {
            for (int i = 0; i < 3; i++) {
                try (Buffer buffer = backend.allocate(ROW)) {
                    for (float value : floats(GraphRun.bytes(buffer))) {
                        assertTrue(Float.isNaN(value), () -> "found " + value);
                    }
                    buffer.write(MemorySegment.ofArray(new float[5]));
                }
            }
        }
    }

    @Test
    void a_slot_is_fresh_to_every_value_that_comes_to_it() {
        try (Backend backend = faulty("broadcast", new Fault.Nothing())) {
            float sum = floats(GraphRun.of(backend, SHARED_SLOT, 1, 2).getFirst())[0];
            assertTrue(Float.isNaN(sum), () -> "found " + sum);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = DType.class,
            names = {"FLOAT32", "FLOAT64"})
    void right_programs_give_the_same_bits_as_unguarded(DType dtype) {
        for (Graph graph : List.of(EveryKindOfStep.of(dtype), TrainingStep.of(dtype, 33, 50, 17, 10))) {
            for (boolean fusion : new boolean[] {true, false}) {
                BackendOptions options = BackendOptions.defaults().withFusion(fusion);
                List<List<byte[]>> results = new ArrayList<>();
                for (boolean guards : new boolean[] {false, true}) {
                    try (Backend backend = new CpuProvider().open("", options.withGuards(guards))) {
                        results.add(GraphRun.of(backend, graph, 7, 3));
                        assertEquals(MemoryUse.NONE, backend.memory());
                    }
                }
                for (int i = 0; i < graph.outputs().size(); i++) {
                    assertArrayEquals(results.get(0).get(i), results.get(1).get(i), "output " + i);
                }
            }
        }
    }

    private static float[] floats(byte[] bytes) {
        double[] numbers = GraphRun.numbers(bytes, DType.FLOAT32);
        float[] floats = new float[numbers.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) numbers[i];
        }
        return floats;
    }
}
