package dev.pullback.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.BackendOptions;
import dev.pullback.api.backend.Buffer;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BinaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A large op by itself has the bits that it has behind another one, wherever a thread's part or a vector ends. */
class LargeElementwiseTest {

    /** Several threads' parts, and some elements that fill no vector. */
    private static final TensorType TYPE = TensorType.of(DType.FLOAT32, 7, 30_001);

    private static final TensorType SCALAR = TensorType.of(DType.FLOAT32);

    enum Op {
        EXP((x, y) -> x.exp()),
        SIGMOID((x, y) -> x.sigmoid()),
        TANH((x, y) -> x.tanh()),
        RELU((x, y) -> x.relu()),
        ADD(Tensor::add),
        MUL(Tensor::mul),
        SUB(Tensor::sub),
        TWICE((x, y) -> x.add(x));

        final BinaryOperator<Tensor> function;

        Op(BinaryOperator<Tensor> function) {
            this.function = function;
        }
    }

    @ParameterizedTest
    @EnumSource
    void alone_in_place_and_behind_another(Op op) {
        Graph alone = Graph.trace(inputs -> List.of(op.function.apply(inputs.get(0), inputs.get(1))), TYPE, TYPE);
        Graph behind = Graph.trace(
                inputs -> List.of(op.function.apply(inputs.get(0).mul(inputs.get(2)), inputs.get(1))),
                TYPE,
                TYPE,
                SCALAR);
        try (Backend cpu = new CpuProvider().open("", BackendOptions.defaults().with("threads", "2"))) {
            byte[] expected = run(cpu, behind);
            assertArrayEquals(expected, run(cpu, alone));
            assertArrayEquals(expected, run(cpu, alone.donating(0, 0)));
        }
    }

    private static byte[] run(Backend cpu, Graph graph) {
        Random random = new Random(9);
        List<Buffer> inputs = new ArrayList<>();
        for (var input : graph.inputs()) {
            Buffer buffer = cpu.allocate(input.type());
            boolean scalar = input.type().size() == 1;
            buffer.write(scalar ? MemorySegment.ofArray(new float[] {1}) : GraphRun.values(input.type(), random));
            inputs.add(buffer);
        }
        Buffer output = graph.donations().isEmpty() ? cpu.allocate(TYPE) : inputs.getFirst();
        try (var program = cpu.compile(graph)) {
            program.run(inputs, List.of(output));
            return GraphRun.bytes(output);
        } finally {
            inputs.forEach(Buffer::close);
            output.close();
        }
    }
}
