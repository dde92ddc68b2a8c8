package dev.pullback.cpu.reference;

import static dev.pullback.api.backend.BackendOptions.defaults;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.Buffer;
import dev.pullback.api.backend.Device;
import dev.pullback.api.backend.Executable;
import dev.pullback.api.backend.Kernel;
import dev.pullback.api.error.DivergenceException;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.op.Input;
import dev.pullback.api.op.MatMul;
import dev.pullback.api.op.Op;
import dev.pullback.api.op.Tanh;
import dev.pullback.api.tensor.Apply;
import dev.pullback.api.tensor.Composite;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.tensor.Traced;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import dev.pullback.conformance.decorator.DecoratedBackend;
import dev.pullback.conformance.shadow.Bundle;
import dev.pullback.conformance.shadow.Replay;
import dev.pullback.conformance.shadow.Scope;
import dev.pullback.conformance.shadow.Shadow;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fault is planted deep in a training step: the shadow must name the op, and leave what replays it. */
class ShadowTest {

    @TempDir
    private Path folder;

    @Test
    void a_wrong_function_is_named_with_its_types_and_the_element() {
        Bundle bundle = divergence(new Sabotaged("tanh", y -> y[20] += 1e-6));

        assertEquals(Scope.OP, bundle.divergence().scope());
        assertEquals(
                "tanh(float32[17,13]) -> float32[17,13]", bundle.divergence().op());
        assertEquals(20, bundle.divergence().mismatch().element());
        assertEquals(1, bundle.divergence().mismatch().wrong());
        assertEquals(1, bundle.divergence().graph().inputs().size());
    }

    @Test
    void a_wrong_last_row_of_one_product_of_the_gradient_is_told_from_the_others() {
        Bundle bundle = divergence(new Sabotaged("matmul", y -> {
            if (y.length == 9 * 13) {
                Arrays.fill(y, 8 * 13, 9 * 13, 0);
            }
        }));

        assertEquals(Scope.OP, bundle.divergence().scope());
        assertEquals(
                "matmul(float32[17,9], float32[17,13]) -> float32[9,13]",
                bundle.divergence().op());
        assertEquals(new MatMul(true, false), bundle.divergence().node().op());
        assertEquals(13, bundle.divergence().mismatch().wrong());
        assertEquals(8, bundle.divergence().mismatch().element() / 13);
    }

    @Test
    void the_message_says_what_where_how_far_off_and_how_to_replay_it() {
        var failure = assertThrows(DivergenceException.class, () -> train(new Sabotaged("tanh", y -> y[20] += 1e-3)));

        String message = failure.getMessage();
        Path bundle = failure.bundle().orElseThrow();
        assertTrue(message.startsWith("reference on sabotaged and reference diverge: tanh(float32[17,13])"), message);
        assertTrue(message.contains("element 20 at [1, 7] is "), message);
        assertTrue(message.contains("times the limit of 6.000 units in the last place"), message);
        assertTrue(message.contains("pullback check --bundle " + bundle), message);
    }

    @Test
    void a_bundle_replays_with_the_same_divergence_where_it_came_from_and_passes_on_a_sound_backend() {
        Bundle bundle = divergence(new Sabotaged("tanh", y -> y[20] += 1e-6));

        try (var faulty = new Sabotaged("tanh", y -> y[20] += 1e-6);
                var worse = new Sabotaged("tanh", y -> y[21] = 7);
                var sound = sound();
                var reference = sound()) {
            Replay again = bundle.replay(faulty, reference);
            assertTrue(again.isSame(), again.describe());
            assertEquals(bundle.divergence().mismatch().error(), again.error());
            assertTrue(again.describe().startsWith("the same divergence: tanh"), again.describe());
            Replay other = bundle.replay(worse, reference);
            assertFalse(other.isSame() || other.passes(), other.describe());
            Replay passes = bundle.replay(sound, reference);
            assertTrue(passes.passes(), passes.describe());
            assertEquals(0, passes.error());
            assertEquals(
                    0,
                    faulty.memory().blocks()
                            + sound.memory().blocks()
                            + reference.memory().blocks());
        }
    }

    @Test
    void an_op_that_is_wrong_only_among_others_keeps_its_whole_program() {
        Bundle bundle = divergence(new Miscompiling(1.01, graph -> graph.nodes().size() > 3));

        assertEquals(Scope.PROGRAM, bundle.divergence().scope());
        assertEquals(
                "tanh(float32[17,13]) -> float32[17,13]", bundle.divergence().op());
        try (var faulty = new Miscompiling(1.01, graph -> graph.nodes().size() > 3);
                var reference = sound()) {
            assertTrue(bundle.replay(faulty, reference).isSame());
            assertTrue(bundle.replay(sound(), reference).passes());
        }
    }

    /** As if the function were wrong in a kernel that a product is fused with. */
    @Test
    void ops_that_are_wrong_only_when_fused_are_cut_down_to_the_first_that_shows_it() {
        Bundle bundle = divergence(new Miscompiling(1.01, ShadowTest::isFused));

        assertEquals(Scope.FUSED, bundle.divergence().scope());
        assertEquals(
                "tanh(float32[17,13]) -> float32[17,13]", bundle.divergence().op());
        List<String> ops = bundle.divergence().graph().nodes().stream()
                .filter(node -> !(node.op() instanceof Input))
                .map(node -> node.op().name())
                .toList();
        assertEquals(List.of("matmul", "broadcast", "add", "tanh"), ops);
        try (var faulty = new Miscompiling(1.01, ShadowTest::isFused);
                var reference = sound()) {
            assertTrue(bundle.replay(faulty, reference).isSame());
            assertTrue(bundle.replay(sound(), reference).passes());
        }
    }

    /** 0 where the ops one by one are asked, 1 where they are fused; both are right, for nobody can tell the numbers apart. */
    @Test
    void a_decision_that_one_rounding_turns_over_is_no_divergence() throws IOException {
        float x = 0.3f;
        float border = (float) Math.tanh(x + x);
        try (var plain = sound();
                var shadow = new Shadow(new Miscompiling(1 + 0x1p-22, ShadowTest::isFused), sound(), folder)) {
            assertArrayEquals(new float[] {0}, decision(plain, x, border));
            assertArrayEquals(new float[] {1}, decision(shadow, x, border));
        }
        assertEquals(0, files());
    }

    @Test
    void a_decision_that_is_wrong_far_from_the_border_is_a_divergence() {
        float border = (float) Math.tanh(0.6) * 1.001f;
        try (var shadow = new Shadow(new Miscompiling(1.01, ShadowTest::isFused), sound(), folder)) {
            var failure = assertThrows(DivergenceException.class, () -> decision(shadow, 0.3f, border));

            assertTrue(failure.getMessage().contains("fused"), failure.getMessage());
        }
    }

    private static float[] decision(Backend backend, float x, float border) {
        TensorFunction above =
                TensorFunction.of((a, b) -> a.add(a).tanh().sub(b).step());
        Graph graph = Graph.trace(above, TensorType.of(DType.FLOAT32, 1), TensorType.of(DType.FLOAT32, 1));
        try (Executable program = backend.compile(graph);
                Buffer in = buffer(backend, x);
                Buffer limit = buffer(backend, border);
                Buffer out = buffer(backend, Float.NaN)) {
            program.run(List.of(in, limit), List.of(out));
            float[] result = new float[1];
            out.read(MemorySegment.ofArray(result));
            return result;
        }
    }

    private static Buffer buffer(Backend backend, float value) {
        Buffer buffer = backend.allocate(TensorType.of(DType.FLOAT32, 1));
        buffer.write(MemorySegment.ofArray(new float[] {value}));
        return buffer;
    }

    @Test
    void a_sound_backend_trains_to_the_same_bits_as_without_a_shadow() throws IOException {
        try (var alone = sound();
                var shadow = new Shadow(sound(), sound(), folder)) {
            assertEquals(TrainingStep.run(alone, 5), TrainingStep.run(shadow, 5));
            assertEquals(0, shadow.memory().blocks());
        }
        assertEquals(0, files());
    }

    @Test
    void eager_ops_are_watched_as_well() {
        try (var shadow = new Shadow(new Sabotaged("exp", y -> y[0] = 0), sound(), folder)) {
            assertThrows(DivergenceException.class, () -> shadow.vector(1, 2).exp());
        }
    }

    @Test
    void a_users_own_op_is_watched_through_what_it_is_made_of() {
        try (var shadow = new Shadow(new Sabotaged("sigmoid", y -> y[1] += 1e-5), sound(), folder)) {
            var failure = assertThrows(DivergenceException.class, () -> Apply.op(new Swish(), shadow.vector(1, 2, 3)));

            assertTrue(failure.getMessage().contains("sigmoid(float64[3])"), failure.getMessage());
        }
    }

    private record Swish() implements Composite {
        @Override
        public Tensor lower(List<Tensor> operands) {
            return operands.getFirst().sigmoid().mul(operands.getFirst());
        }
    }

    @Test
    void a_folder_that_cannot_be_written_does_not_hide_the_divergence() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "no folder");
        try (var shadow = new Shadow(new Sabotaged("exp", y -> y[0] = 0), sound(), file)) {
            var failure = assertThrows(
                    DivergenceException.class, () -> shadow.vector(1, 2).exp());

            assertEquals(Optional.empty(), failure.bundle());
            assertTrue(failure.getMessage().contains("exp(float64[2])"), failure.getMessage());
            assertTrue(failure.getMessage().contains("cannot be written"), failure.getMessage());
        }
    }

    private Bundle divergence(Backend backend) {
        return Bundle.read(assertThrows(DivergenceException.class, () -> train(backend))
                .bundle()
                .orElseThrow());
    }

    private void train(Backend backend) {
        try (var shadow = new Shadow(backend, sound(), folder)) {
            TrainingStep.run(shadow, 1);
        }
    }

    private long files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    private static Backend sound() {
        return new ReferenceProvider().open("", defaults());
    }

    /** Whether a tanh stands where no other kernel sees its operand. */
    private static boolean isFused(Graph graph) {
        return graph.nodes().stream()
                .filter(node -> node.op() instanceof Tanh)
                .map(node -> node.operands().getFirst())
                .anyMatch(operand ->
                        !(operand.op() instanceof Input) && !graph.outputs().contains(operand));
    }

    private interface Fault {
        void spoil(double[] result);
    }

    /** The reference with a fault in the kernel of one op. */
    private static final class Sabotaged extends ReferenceBackend {

        private final String op;
        private final Fault fault;

        private Sabotaged(String op, Fault fault) {
            super(new Device("0", "sabotaged", Device.Kind.CPU, -1, "driver 1"), defaults());
            this.op = op;
            this.fault = fault;
        }

        @Override
        protected Optional<Kernel<ReferenceBuffer>> kernel(Op asked, List<TensorType> operands, TensorType result) {
            Optional<Kernel<ReferenceBuffer>> right = super.kernel(asked, operands, result);
            return asked.name().equals(op)
                    ? right.map(kernel -> (in, out) -> {
                        kernel.run(in, out);
                        fault.spoil(out.values());
                    })
                    : right;
        }
    }

    /** The reference behind a compiler that makes tanh(factor · x) of tanh(x) in some programs. */
    private static final class Miscompiling extends DecoratedBackend {

        private final double factor;
        private final Predicate<Graph> wrong;

        private Miscompiling(double factor, Predicate<Graph> wrong) {
            super(sound());
            this.factor = factor;
            this.wrong = wrong;
        }

        @Override
        protected Executable compileInside(Graph graph) {
            return super.compileInside(wrong.test(graph) ? spoiled(graph) : graph);
        }

        private Graph spoiled(Graph graph) {
            Map<Traced, Traced> changed = new HashMap<>();
            for (Traced node : graph.nodes()) {
                List<Traced> operands =
                        node.operands().stream().map(changed::get).toList();
                Traced same = node.op() instanceof Input ? node : Traced.of(node.op(), operands, node.phase());
                changed.put(
                        node,
                        node.op() instanceof Tanh
                                ? operands.getFirst().mul(factor).tanh().node()
                                : same);
            }
            return graph.withOutputs(graph.outputs().stream().map(changed::get).toList());
        }
    }
}
