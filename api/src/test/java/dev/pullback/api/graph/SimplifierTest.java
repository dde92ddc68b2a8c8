package dev.pullback.api.graph;

import static dev.pullback.api.tensor.Functions.constant;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.pullback.api.op.Comparison;
import dev.pullback.api.op.Constant;
import dev.pullback.api.op.MatMul;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.tensor.Traced;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.Shape;
import dev.pullback.api.type.TensorType;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each rule, as the ops that are left: that the values stay the same is checked on backends by the conformance kit. */
class SimplifierTest {

    private static final TensorType MATRIX = TensorType.of(DType.FLOAT32, 5, 7);

    @TestFactory
    Stream<DynamicTest> rules() {
        return Stream.of(
                rule("x + 0 is x", x -> x.add(0), ""),
                rule("0 + x is x", x -> x.like(0).add(x), ""),
                rule("x - 0 is x", x -> x.sub(0), ""),
                rule("x * 1 is x", x -> x.mul(1), ""),
                rule("1 * x is x", x -> x.like(1).mul(x), ""),
                rule("x / 1 is x", x -> x.div(1), ""),
                rule("--x is x", x -> x.neg().neg(), ""),
                rule("x * x is a square", x -> x.mul(x), "square"),
                rule("x + -y is a difference", x -> x.exp().add(x.neg()), "exp sub"),
                rule("-x + y is a difference", x -> x.neg().add(x.exp()), "exp sub"),
                rule("-1 * x is -x", x -> x.like(-1).mul(x), "neg"),
                rule("x / -1 is -x", x -> x.div(-1), "neg"),
                rule("|-x| is |x|", x -> x.neg().abs(), "abs"),
                rule("|x| has one absolute value", x -> x.abs().abs(), "abs"),
                rule("the square of -x is that of x", x -> x.neg().square(), "square"),
                rule("the larger of x and x is x", x -> x.maximum(x), ""),
                rule("the smaller of x and x is x", x -> x.minimum(x), ""),
                rule(
                        "x whatever the condition is x",
                        x -> x.compare(Comparison.LESS, x.like(0)).select(x, x),
                        ""),
                rule(
                        "a condition that is known chooses",
                        x -> x.like(1).compare(Comparison.LESS, x.like(2)).select(x, x.exp()),
                        ""),
                rule("x - -y is a sum", x -> x.exp().sub(x.neg()), "exp add"),
                rule("a stopped gradient is its operand", x -> x.stopGradient().exp(), "exp"),
                rule("a reshape of a reshape is one", x -> x.reshape(35).reshape(7, 5), "reshape"),
                rule("a reshape there and back is none", x -> x.reshape(35).reshape(5, 7), ""),
                rule("a transpose there and back is none", x -> x.transpose().transpose(), ""),
                rule(
                        "transposes are combined",
                        x -> x.reshape(5, 7, 1).transpose(2, 0, 1).transpose(0, 2, 1),
                        "reshape transpose"),
                rule("a transpose of a row moves nothing", x -> x.reshape(1, 35).transpose(), "reshape"),
                rule(
                        "broadcasts are combined",
                        x -> x.sum(0).broadcastTo(Shape.of(5, 7)).broadcastTo(Shape.of(2, 5, 7)),
                        "sum broadcast"),
                rule("a broadcast by axes of length 1 is a reshape", x -> x.broadcastTo(Shape.of(1, 5, 7)), "reshape"),
                rule(
                        "a sum over axes of length 1 is a reshape",
                        x -> x.reshape(5, 1, 7).sum(1),
                        ""),
                rule(
                        "a maximum over axes of length 1 is a reshape",
                        x -> x.reshape(5, 1, 7).max(1),
                        ""),
                rule("equal expressions are computed once", x -> x.exp().mul(x.exp()), "exp square"),
                rule(
                        "constants are computed at once",
                        x -> x.mul(x.like(2).add(x.like(3)).sqrt()),
                        "constant mul"),
                rule(
                        "what no result needs is gone",
                        x -> {
                            x.exp();
                            return x.log();
                        },
                        "log"));
    }

    @Test
    void x_times_zero_stays_for_x_may_be_nan() {
        assertEquals("constant mul", left(x -> x.mul(0)));
    }

    @Test
    void a_sum_is_not_reordered() {
        assertEquals("exp add log add", left(x -> x.add(x.exp()).add(x.log())));
    }

    @Test
    void constants_are_what_their_dtype_makes_of_them_before_they_are_computed_with() {
        double even = 0x1p24;
        assertEquals(
                "constant add",
                left(x ->
                        x.mul(x.like(even + 1).sub(x.like(even)).add(x.like(1))).add(x.like(5))),
                "1, and not 2");
    }

    @Test
    void constants_are_rounded_to_their_dtype_when_they_are_computed() {
        Graph graph = simplified(x -> x.add(constant(DType.FLOAT32, 0.1).add(constant(DType.FLOAT32, 0.2))));
        double folded = graph.nodes().stream()
                .filter(node -> node.op() instanceof Constant)
                .mapToDouble(node -> ((Constant) node.op()).value())
                .findFirst()
                .orElseThrow();
        assertEquals(0.1f + 0.2f, folded);
    }

    @TestFactory
    Stream<DynamicTest> a_product_takes_transposes_into_itself() {
        return Stream.of(
                product("left", (a, b) -> a.transpose().matmul(b), new MatMul(true, false)),
                product("right", (a, b) -> a.matmul(b.transpose()), new MatMul(false, true)),
                product("both", (a, b) -> a.transpose().matmul(b.transpose()), new MatMul(true, true)),
                product("twice", (a, b) -> a.transpose().transpose().matmul(b), new MatMul()));
    }

    @Test
    void a_batch_whose_matrices_are_transposed_is_taken_in_and_one_whose_batch_moves_is_not() {
        TensorType batch = TensorType.of(DType.FLOAT32, 3, 3, 3);
        TensorFunction matrices =
                TensorFunction.of((a, b) -> a.transpose(0, 2, 1).matmul(b));
        TensorFunction batches =
                TensorFunction.of((a, b) -> a.transpose(1, 0, 2).matmul(b));
        assertEquals("matmul", names(Simplifier.simplify(Graph.trace(matrices, batch, batch))));
        assertEquals("transpose matmul", names(Simplifier.simplify(Graph.trace(batches, batch, batch))));
    }

    @Test
    void inputs_and_donations_stay_even_where_nothing_reads_them() {
        Graph graph = Graph.trace(inputs -> List.of(inputs.get(1).add(0)), MATRIX, MATRIX)
                .donating(0, 0);
        Graph simple = Simplifier.simplify(graph);
        assertEquals(graph.inputs(), simple.inputs());
        assertEquals(graph.donations(), simple.donations());
        assertSame(graph.inputs().get(1), simple.outputs().getFirst());
    }

    @Test
    void deep_graphs_are_no_deeper_than_the_stack() {
        Graph graph = Graph.trace(
                TensorFunction.of(x -> {
                    Tensor y = x;
                    for (int i = 0; i < 20_000; i++) {
                        y = y.tanh();
                    }
                    return y;
                }),
                MATRIX);
        assertEquals(20_001, Simplifier.simplify(graph).nodes().size());
    }

    private static DynamicTest rule(String name, TensorFunction.One function, String left) {
        return dynamicTest(name, () -> assertEquals(left, left(function)));
    }

    private static DynamicTest product(String side, TensorFunction.Two function, MatMul expected) {
        return dynamicTest(side, () -> {
            TensorType square = TensorType.of(DType.FLOAT32, 5, 5);
            Graph graph = Simplifier.simplify(Graph.trace(TensorFunction.of(function), square, square));
            assertEquals(3, graph.nodes().size());
            assertEquals(expected, graph.outputs().getFirst().op());
        });
    }

    private static String left(TensorFunction.One function) {
        return names(simplified(function));
    }

    private static Graph simplified(TensorFunction.One function) {
        return Simplifier.simplify(Graph.trace(TensorFunction.of(function), MATRIX));
    }

    /** The names of the ops, operands before users. */
    private static String names(Graph graph) {
        return graph.nodes().stream()
                .filter(node -> !graph.inputs().contains(node))
                .map(Traced::op)
                .map(op -> op.name())
                .reduce((a, b) -> a + " " + b)
                .orElse("");
    }
}
