package dev.pullback.diagram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.graph.Graph;
import dev.pullback.api.op.Input;
import dev.pullback.api.plan.Plan;
import dev.pullback.api.tensor.Traced;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A plan as a drawing of its steps. */
class PlanDiagramTest {

    @Test
    void every_step_is_a_node_that_tells_what_it_is_made_of_and_where_its_result_lies() {
        Plan plan = Plan.of(Perceptrons.pullback(2), true);
        GraphDiagram diagram = GraphDiagram.of(plan, Perceptrons.results(2));
        List<Node> steps = diagram.nodes().stream()
                .filter(node -> node.kind() == Node.Kind.STEP)
                .toList();

        assertEquals(plan.steps().size(), steps.size());
        for (int i = 0; i < steps.size(); i++) {
            Node node = steps.get(i);
            String label = node.phase().isEmpty() ? node.name() : node.phase() + " " + node.name();
            assertEquals(plan.steps().get(i).label(), label);
            assertEquals(plan.steps().get(i).result().type(), node.type());
            assertTrue(node.storage().orElseThrow().matches("(slot|output) [0-9]+"), node::toString);
        }
        assertEquals("matmul(A, B) 8x16x16+add+sigmoid", steps.getFirst().name());
        assertTrue(steps.stream().anyMatch(Node::pullsBack));
    }

    @Test
    void values_of_the_network_keep_their_names_and_reach_their_steps() {
        Plan plan = Plan.of(Perceptrons.forward(1), true);
        GraphDiagram diagram = GraphDiagram.of(plan, "loss");
        List<String> first = diagram.edges().stream()
                .filter(edge -> diagram.nodes().get(edge.to()).name().contains("+sigmoid"))
                .map(edge -> diagram.nodes().get(edge.from()).name())
                .toList();

        assertEquals(List.of("x", "dense0.weight", "dense0.bias", "y"), first);
        assertEquals(
                plan.graph().inputs().stream()
                        .map(input -> ((Input) input.op()).name())
                        .sorted()
                        .toList(),
                diagram.nodes().stream()
                        .filter(node -> node.kind() == Node.Kind.INPUT)
                        .map(Node::name)
                        .sorted()
                        .toList());
        assertEquals(List.of("loss"), diagram.nodes().getLast().results());
    }

    @Test
    void without_fusion_there_are_more_steps() {
        Graph graph = Perceptrons.pullback(2);

        assertTrue(GraphDiagram.of(Plan.of(graph, false)).nodes().size()
                > GraphDiagram.of(Plan.of(graph, true)).nodes().size());
    }

    @Test
    void a_result_that_overwrites_an_input_says_so() {
        Traced w = Traced.input(TensorType.of(DType.FLOAT32, 4), "w");
        Traced g = Traced.input(TensorType.of(DType.FLOAT32, 4), "g");
        Graph update =
                Graph.of(List.of(w, g), List.of(w.sub(g.mul(0.1)).node())).donating(0, 0);
        Node step = GraphDiagram.of(Plan.of(update, true), "new w").nodes().getLast();

        assertEquals(Optional.of("over w"), step.storage());
        assertEquals(List.of("new w"), step.results());
    }
}
