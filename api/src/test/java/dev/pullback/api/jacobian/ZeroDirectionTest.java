package dev.pullback.api.jacobian;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pullback.api.graph.Graph;
import dev.pullback.api.op.Exp;
import dev.pullback.api.op.MatMul;
import dev.pullback.api.op.Op;
import dev.pullback.api.tensor.Functions;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Directions that are known to be zero cost nothing. */
class ZeroDirectionTest {

    private static final TensorType X = TensorType.of(DType.FLOAT32, 4, 3);
    private static final TensorType W = TensorType.of(DType.FLOAT32, 3, 2);

    private final TensorFunction product = TensorFunction.of((x, w) -> x.matmul(w));

    @Test
    void a_tangent_that_is_the_constant_zero_is_not_pushed() {
        assertEquals(2, count(MatMul.class, pushed(false)));
        assertEquals(1, count(MatMul.class, pushed(true)));
    }

    @Test
    void a_cotangent_that_is_the_constant_zero_is_not_pulled() {
        TensorFunction two =
                inputs -> List.of(inputs.getFirst().exp(), inputs.getFirst().matmul(inputs.getLast()));
        TensorFunction pulled = operands -> {
            List<Tensor> all = new ArrayList<>(operands);
            all.add(Functions.constant(X, 0));
            all.add(Functions.constant(TensorType.of(DType.FLOAT32, 4, 2), 1));
            return Derivatives.pull(two, 2).apply(all);
        };
        Graph graph = Graph.trace(pulled, X, W);
        assertEquals(0, count(Exp.class, graph));
        assertEquals(2, count(MatMul.class, graph));
    }

    @Test
    void an_input_held_still_is_not_pushed_or_pulled() {
        Graph push = Graph.trace(Derivatives.push(product, 1), X, W, W);
        assertEquals(1, count(MatMul.class, push));
        Graph pull = Graph.trace(Derivatives.pull(product, 2, 0), X, W, TensorType.of(DType.FLOAT32, 4, 2));
        assertEquals(1, count(MatMul.class, pull));
    }

    private Graph pushed(boolean zero) {
        return Graph.trace(
                operands -> {
                    Tensor x = operands.getFirst();
                    Tensor w = operands.getLast();
                    Tensor still = zero ? x.like(0).broadcastTo(x.shape()) : x;
                    return Derivatives.push(product).apply(List.of(x, w, still, w));
                },
                X,
                W);
    }

    private static long count(Class<? extends Op> op, Graph graph) {
        return graph.nodes().stream().filter(node -> op.isInstance(node.op())).count();
    }
}
