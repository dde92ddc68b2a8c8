package dev.pullback.cpu.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.backend.BackendOptions;
import dev.pullback.api.backend.Buffer;
import dev.pullback.api.backend.Device;
import dev.pullback.api.backend.Executable;
import dev.pullback.api.backend.Kernel;
import dev.pullback.api.error.UnsupportedOpException;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.op.Exp;
import dev.pullback.api.op.Op;
import dev.pullback.api.op.Tanh;
import dev.pullback.api.tensor.Apply;
import dev.pullback.api.tensor.Composite;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a backend gets that supplies kernels for single ops and nothing else. */
class InterpretedBackendTest {

    private static final TensorType ROW = TensorType.of(DType.FLOAT64, 3);

    private final Partial backend = new Partial();

    /** The reference, of which kernels can be taken away or exchanged, and which counts its buffers. */
    private static final class Partial extends ReferenceBackend {

        private final List<ReferenceBuffer> made = new ArrayList<>();
        private UnaryOperator<Optional<Kernel<ReferenceBuffer>>> tanh = kernel -> kernel;
        private Optional<Kernel<ReferenceBuffer>> doubling = Optional.empty();
        private int mostOpen;

        private Partial() {
            super(new Device("0", "partial", Device.Kind.CPU, -1, ""), BackendOptions.defaults());
        }

        @Override
        protected Optional<Kernel<ReferenceBuffer>> kernel(Op op, List<TensorType> operands, TensorType result) {
            return switch (op) {
                case Doubling _ -> doubling;
                case Tanh _ -> tanh.apply(super.kernel(op, operands, result));
                default -> super.kernel(op, operands, result);
            };
        }

        @Override
        protected ReferenceBuffer newBuffer(TensorType type) {
            ReferenceBuffer buffer = super.newBuffer(type);
            made.add(buffer);
            mostOpen = Math.max(mostOpen, open());
            return buffer;
        }

        private int open() {
            return (int) made.stream().filter(buffer -> !buffer.isClosed()).count();
        }
    }

    private record Doubling() implements Composite {
        @Override
        public Tensor lower(List<Tensor> operands) {
            return operands.getFirst().add(operands.getFirst());
        }
    }

    @AfterEach
    void close() {
        backend.close();
    }

    @Test
    void an_op_without_kernel_is_refused_by_name_when_the_graph_is_compiled() {
        backend.tanh = kernel -> Optional.empty();
        Graph graph = Graph.trace(TensorFunction.of(x -> x.exp().tanh()), ROW);
        String message = assertThrows(UnsupportedOpException.class, () -> backend.compile(graph))
                .getMessage();
        assertTrue(message.contains("tanh(float64[3])"), message);
        assertTrue(message.contains("reference on partial"), message);
    }

    @Test
    void a_custom_op_runs_as_its_lowering() {
        assertArrayEquals(new double[] {2, 4, 6}, run(TensorFunction.of(x -> Apply.op(new Doubling(), x))));
    }

    @Test
    void a_custom_op_runs_as_its_own_kernel_if_there_is_one() {
        backend.doubling = Optional.of((operands, result) -> Arrays.fill(result.values(), 7));
        assertArrayEquals(new double[] {7, 7, 7}, run(TensorFunction.of(x -> Apply.op(new Doubling(), x))));
    }

    @Test
    void intermediate_results_are_freed_after_their_last_use() {
        run(TensorFunction.of(x -> {
            Tensor y = x;
            for (int i = 0; i < 40; i++) {
                y = y.exp().log();
            }
            return y;
        }));
        assertEquals(0, backend.open(), "open after the run");
        assertTrue(backend.mostOpen <= 4, () -> "open at once, with input and output: " + backend.mostOpen);
    }

    @Test
    void a_kernel_that_fails_leaves_no_memory_behind_and_the_next_run_works() {
        boolean[] fails = {true};
        backend.tanh = kernel -> Optional.of((operands, result) -> {
            if (fails[0]) {
                throw new UnsupportedOpException("on purpose");
            }
            kernel.orElseThrow().run(operands, result);
        });
        TensorFunction function = TensorFunction.of(x -> x.exp().tanh().add(x));
        assertThrows(UnsupportedOpException.class, () -> run(function));
        assertEquals(0, backend.open());
        fails[0] = false;
        assertEquals(1 + Math.tanh(Math.E), run(function)[0], 1e-15);
    }

    @Test
    void a_program_describes_itself_op_by_op() {
        Graph graph = Graph.trace(inputs -> List.of(inputs.getFirst().exp(), inputs.getFirst()), ROW);
        try (Executable program = backend.compile(graph)) {
            assertEquals(List.of(new Exp().name() + " -> float64[3]", "copy -> float64[3]"), program.describe());
        }
    }

    private double[] run(TensorFunction function) {
        Graph graph = Graph.trace(function, ROW);
        try (Executable program = backend.compile(graph);
                Buffer in = backend.allocate(ROW);
                Buffer out = backend.allocate(ROW)) {
            double[] values = {1, 2, 3};
            in.write(MemorySegment.ofArray(values));
            program.run(List.of(in), List.of(out));
            out.read(MemorySegment.ofArray(values));
            return values;
        }
    }
}
