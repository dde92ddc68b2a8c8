package dev.pullback.diagram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.Backends;
import dev.pullback.api.error.ShapeException;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.tensor.Traced;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every node is in one run. */
class NodeValuesTest {

    private final Traced x = Traced.input(TensorType.of(DType.FLOAT32, 5), "x");
    private final Graph graph = Graph.of(
            List.of(x),
            List.of(
                    x.square().sum().div(10).node(),
                    x.slice(0, 0, 2).node(),
                    x.compare(dev.pullback.api.op.Comparison.GREATER, x.like(0)).node()));

    @Test
    void small_tensors_are_shown_in_full_and_larger_ones_by_their_range_and_mean() {
        try (Backend backend = Backends.open("reference");
                var _ = backend.scope()) {
            GraphDiagram diagram =
                    GraphDiagram.of(graph, backend, List.of(backend.tensor(new float[] {1, -2, 3, 0.5f, 10}, 5)));

            assertEquals("−2 … 10, mean 2.50", values(diagram, "x"));
            assertEquals("0.250 … 100, mean 22.9", values(diagram, "square"));
            assertEquals("= 11.4", values(diagram, "div"));
            assertEquals("= (1 −2)", values(diagram, "slice"));
            assertEquals("0 … 1, mean 0.800", values(diagram, "compare"));
            assertTrue(diagram.svg().contains("= 11.4"));
            assertTrue(diagram.dot().contains("= 11.4"));
            assertTrue(diagram.text().contains("= 11.4"));
        }
    }

    @Test
    void inputs_that_do_not_fit_the_graph_are_refused() {
        try (Backend backend = Backends.open("reference");
                var _ = backend.scope()) {
            var failure = assertThrows(
                    ShapeException.class,
                    () -> GraphDiagram.of(graph, backend, List.of(backend.tensor(new float[] {1, 2}, 2))));

            assertEquals(
                    "The graph has inputs of types [float32[5]], not [float32[2]]; give one tensor for each, in order",
                    failure.getMessage());
        }
    }

    @Test
    void values_out_of_the_ordinary_are_told_apart() {
        assertEquals("= NaN", ValueSummary.of(new double[] {Double.NaN}).text());
        assertEquals(
                "= (∞ −∞)", ValueSummary.of(new double[] {1 / 0.0, -1 / 0.0}).text());
        assertEquals(
                "NaN … NaN, mean NaN",
                ValueSummary.of(new double[] {1, 2, Double.NaN, 3, 4}).text());
        assertEquals(
                "= (1.2e−5 −3.4e8)",
                ValueSummary.of(new double[] {1.2e-5, -3.4e8}).text());
        assertEquals("= ()", ValueSummary.of(new double[0]).text());
    }

    private static String values(GraphDiagram diagram, String name) {
        return diagram.nodes().stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .flatMap(Node::values)
                .orElseThrow()
                .text();
    }
}
