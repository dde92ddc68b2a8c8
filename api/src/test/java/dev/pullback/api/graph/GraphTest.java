package dev.pullback.api.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.error.ConfigurationException;
import dev.pullback.api.error.ShapeException;
import dev.pullback.api.error.UnsupportedOpException;
import dev.pullback.api.op.CustomOp;
import dev.pullback.api.tensor.Apply;
import dev.pullback.api.tensor.Composite;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.tensor.Traced;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

class GraphTest {

    private static final TensorType ROW = TensorType.of(DType.FLOAT32, 7);
    private static final TensorFunction PAIR =
            inputs -> List.of(inputs.get(0).add(inputs.get(1)), inputs.get(0).mul(inputs.get(1)));

    @Test
    void an_input_gives_its_buffer_to_one_output_of_its_type() {
        Graph graph = Graph.trace(PAIR, ROW, ROW).donating(0, 1);
        assertEquals(List.of(new Graph.Donation(0, 1)), graph.donations());
        assertThrows(ConfigurationException.class, () -> graph.donating(0, 0));
        assertThrows(ConfigurationException.class, () -> graph.donating(1, 1));
        assertEquals(2, graph.donating(1, 0).donations().size());
        Graph sum = Graph.trace(TensorFunction.of(x -> x.sum()), ROW);
        assertThrows(ShapeException.class, () -> sum.donating(0, 0));
    }

    @Test
    void outputs_may_only_depend_on_inputs_of_the_graph() {
        Traced x = Traced.input(ROW, "x");
        Traced y = Traced.input(ROW, "y");
        assertThrows(
                ConfigurationException.class,
                () -> Graph.of(List.of(x), List.of(x.add(y).node())));
    }

    @Test
    void graphs_that_compute_the_same_have_equal_signatures() {
        assertEquals(
                Graph.trace(PAIR, ROW, ROW).signature(),
                Graph.trace(PAIR, ROW, ROW).signature());
        assertNotEquals(
                Graph.trace(PAIR, ROW, ROW).signature(),
                Graph.trace(PAIR, ROW, ROW).donating(0, 0).signature());
        assertNotEquals(
                Graph.trace(TensorFunction.of((a, b) -> a.sub(b)), ROW, ROW).signature(),
                Graph.trace(TensorFunction.of((a, b) -> b.sub(a)), ROW, ROW).signature());
    }

    @Test
    void is_written_a_line_per_node() {
        String text =
                Graph.trace(TensorFunction.of((a, b) -> a.mul(b)), ROW, ROW).toString();
        assertTrue(text.contains("%2 = Mul[](%0, %1) : float32[7]"), text);
    }

    @Test
    void a_traced_function_is_applied_inside_another() {
        Graph inner = Graph.trace(TensorFunction.of(x -> x.exp()), ROW);
        Graph outer =
                Graph.trace(inputs -> inner.apply(List.of(inputs.getFirst().neg())), ROW);
        assertEquals(Graph.trace(TensorFunction.of(x -> x.neg().exp()), ROW).signature(), outer.signature());
        assertThrows(ShapeException.class, () -> inner.apply(List.of()));
        Traced scalar = Traced.input(TensorType.of(DType.FLOAT32), "x");
        assertThrows(ShapeException.class, () -> inner.apply(List.of(scalar)));
    }

    @Test
    void custom_ops_are_lowered_all_the_way_unless_the_backend_keeps_them() {
        Graph graph = Graph.trace(TensorFunction.of(x -> Apply.op(new Twice(), x)), ROW);
        Graph lowered = Lowering.lower(graph, node -> false);
        assertEquals(Graph.trace(TensorFunction.of(x -> x.add(x).neg()), ROW).signature(), lowered.signature());
        assertEquals(graph, Lowering.lower(graph, node -> true));
        Graph half = Lowering.lower(graph, node -> node.op() instanceof Negative);
        assertTrue(half.outputs().getFirst().op() instanceof Negative);
    }

    @Test
    void a_custom_op_without_meaning_cannot_be_lowered() {
        Graph graph = Graph.trace(TensorFunction.of(x -> Apply.op(new Opaque(), x)), ROW);
        assertThrows(UnsupportedOpException.class, () -> Lowering.lower(graph, node -> false));
    }

    private record Negative() implements Composite {
        @Override
        public Tensor lower(List<Tensor> operands) {
            return operands.getFirst().neg();
        }
    }

    private record Twice() implements Composite {
        @Override
        public Tensor lower(List<Tensor> operands) {
            return Apply.op(new Negative(), operands.getFirst().add(operands.getFirst()));
        }
    }

    private record Opaque() implements CustomOp {
        @Override
        public TensorType infer(List<TensorType> operands) {
            return operands.getFirst();
        }
    }
}
