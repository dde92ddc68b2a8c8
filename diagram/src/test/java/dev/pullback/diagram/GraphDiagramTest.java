package dev.pullback.diagram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.graph.Graph;
import dev.pullback.api.jacobian.Derivatives;
import dev.pullback.api.jacobian.Structure;
import dev.pullback.api.op.Input;
import dev.pullback.api.tensor.Apply;
import dev.pullback.api.tensor.Composite;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.tensor.Traced;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a diagram of a graph holds, before it is written in any format. */
class GraphDiagramTest {

    @Test
    void a_network_has_a_node_for_every_op_and_an_edge_for_every_operand() {
        GraphDiagram diagram = GraphDiagram.of(Perceptrons.forward(2), "loss");

        assertEquals(
                List.of(
                        "x",
                        "dense0.weight",
                        "matmul",
                        "dense0.bias",
                        "broadcast",
                        "add",
                        "sigmoid", //
                        "dense1.weight",
                        "matmul",
                        "dense1.bias",
                        "broadcast",
                        "add",
                        "sigmoid", //
                        "y",
                        "sub",
                        "square",
                        "sum axes [0,1]",
                        "div a / 8"),
                diagram.nodes().stream().map(Node::label).toList());
        assertEquals(
                List.of(
                        "0>2", "1>2", "3>4", "2>5", "4>5", "5>6", //
                        "6>8", "7>8", "9>10", "8>11", "10>11", "11>12", //
                        "12>14", "13>14", "14>15", "15>16", "16>17"),
                diagram.edges().stream()
                        .map(edge -> edge.from() + ">" + edge.to())
                        .toList());
    }

    @Test
    void every_edge_of_the_forward_pass_carries_the_local_jacobian() {
        GraphDiagram diagram = GraphDiagram.of(Perceptrons.forward(1));

        assertEquals("I₈ ⊗ Bᵀ (kronecker)", jacobian(diagram, "x", "matmul"));
        assertEquals("A ⊗ I₁₆ (kronecker)", jacobian(diagram, "dense0.weight", "matmul"));
        assertEquals("I (identity)", jacobian(diagram, "matmul", "add"));
        assertEquals("diag(y(1 − y)) (diagonal)", jacobian(diagram, "add", "sigmoid"));
        assertEquals("−I (diagonal)", jacobian(diagram, "y", "sub"));
        assertEquals("diag(2x) (diagonal)", jacobian(diagram, "sub", "square"));
        assertEquals(
                Structure.SUM,
                edge(diagram, "square", "sum").jacobian().orElseThrow().structure());
        assertEquals(
                Structure.REINDEXING,
                edge(diagram, "dense0.bias", "broadcast")
                        .jacobian()
                        .orElseThrow()
                        .structure());
    }

    @Test
    void results_are_named_as_asked_and_by_number_otherwise() {
        GraphDiagram diagram = GraphDiagram.of(Perceptrons.pullback(1), "loss", "∇w");

        assertEquals(
                List.of("loss", "∇w", "output 2"),
                diagram.nodes().stream()
                        .flatMap(node -> node.results().stream())
                        .toList());
    }

    @Test
    void what_pulls_back_is_told_from_the_forward_pass() {
        GraphDiagram diagram = GraphDiagram.of(Perceptrons.pullback(2), Perceptrons.results(2));

        for (Node node : diagram.nodes()) {
            assertEquals(node.phase().equals("gradient"), node.pullsBack(), node::label);
        }
        assertTrue(node(diagram, "sigmoid").phase().isEmpty());
        Node gradient = diagram.nodes().stream()
                .filter(node -> node.results().contains("∇dense0.weight"))
                .findFirst()
                .orElseThrow();
        assertEquals("matmul aᵀ·b", gradient.label());
        assertTrue(diagram.edges().stream()
                .filter(edge -> diagram.nodes().get(edge.to()).pullsBack())
                .allMatch(edge -> edge.jacobian().isEmpty()));
    }

    @Test
    void constants_stand_in_the_label_of_their_user() {
        Traced x = Traced.input(TensorType.of(DType.FLOAT64, 3), "x");
        Tensor y = x.like(1).sub(x.mul(2)).div(-0.5).maximum(x.like(0));
        GraphDiagram diagram = GraphDiagram.of(Graph.of(List.of(x), List.of(y.node())));

        assertEquals(
                List.of("x", "mul a · 2", "sub 1 − b", "div a / −0.5", "maximum (a, 0)"),
                diagram.nodes().stream().map(Node::label).toList());
        assertEquals(4, diagram.edges().size());
    }

    @Test
    void a_constant_that_is_the_result_is_drawn() {
        Traced x = Traced.input(TensorType.of(DType.FLOAT32, 2), "x");
        Graph graph = Graph.of(List.of(x), List.of(x.like(7).node()));

        assertEquals("constant 7", GraphDiagram.of(graph).nodes().getFirst().label());
    }

    @Test
    void an_operand_used_twice_has_two_edges() {
        Traced x = Traced.input(TensorType.of(DType.FLOAT32, 2), "x");
        GraphDiagram diagram =
                GraphDiagram.of(Graph.of(List.of(x), List.of(x.mul(x).node())));

        assertEquals(List.of(0, 1), diagram.edges().stream().map(Edge::operand).toList());
        assertTrue(diagram.svg().contains("operand 1"));
    }

    @Test
    void a_custom_op_without_a_rule_has_no_jacobian_to_show() {
        record Twice() implements Composite {
            @Override
            public Tensor lower(List<Tensor> operands) {
                return operands.getFirst().mul(2);
            }
        }
        Traced x = Traced.input(TensorType.of(DType.FLOAT32, 2), "x");
        Tensor twice = Apply.op(new Twice(), x);
        GraphDiagram diagram = GraphDiagram.of(Graph.of(List.of(x), List.of(twice.node())));

        assertEquals("twice", diagram.nodes().getLast().name());
        assertTrue(diagram.edges().getFirst().jacobian().isEmpty());
        assertFalse(diagram.svg().contains("formula"));
    }

    @Test
    void a_graph_that_goes_on_behind_its_gradient_is_drawn_too() {
        Graph graph = Perceptrons.pullback(1);
        Tensor penalized =
                graph.outputs().get(0).add(graph.outputs().get(1).square().sum());
        GraphDiagram diagram = GraphDiagram.of(Graph.of(graph.inputs(), List.of(penalized.node())), "loss");

        assertTrue(diagram.nodes().getLast().pullsBack());
        assertTrue(diagram.svg().contains("loss"));
        assertTrue(graph.inputs().stream().allMatch(input -> input.op() instanceof Input));
    }

    @Test
    void what_is_computed_again_for_the_way_back_is_drawn_as_a_phase_of_its_own() {
        Graph gradient = Graph.trace(
                Derivatives.gradient(TensorFunction.of((Tensor x) -> Derivatives.checkpoint(
                                TensorFunction.of((Tensor v) -> v.sigmoid().exp()))
                        .apply(List.of(x))
                        .getFirst()
                        .sum())),
                TensorType.of(DType.FLOAT32, 3));
        GraphDiagram diagram = GraphDiagram.of(gradient, "∇x");

        assertTrue(diagram.nodes().stream()
                .anyMatch(
                        node -> node.phase().equals("recomputed") && node.name().equals("sigmoid")));
        assertTrue(diagram.svg().contains(">recomputed<"));
        assertTrue(diagram.dot().contains("label=\"recomputed\""));
    }

    private static Node node(GraphDiagram diagram, String name) {
        return diagram.nodes().stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Edge edge(GraphDiagram diagram, String from, String to) {
        return diagram.edges().stream()
                .filter(edge -> diagram.nodes().get(edge.from()).name().equals(from)
                        && diagram.nodes().get(edge.to()).name().equals(to))
                .findFirst()
                .orElseThrow();
    }

    private static String jacobian(GraphDiagram diagram, String from, String to) {
        return edge(diagram, from, to).jacobian().orElseThrow().description();
    }
}
