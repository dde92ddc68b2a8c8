package dev.pullback.diagram;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.StoredTensor;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.plan.Plan;
import java.util.List;

/**
 * A computational graph to look at: a model of boxes and edges that can be written as SVG, as DOT (Graphviz) and as text.
 *
 * <p>Scalar constants, and what repeats them to a shape, are no nodes: they stand in the notation of the op that uses them,
 * as in {@code div a / 128}.
 *
 * @param title what is drawn
 * @param nodes in an order where operands come first
 * @param edges from operands to the nodes that use them
 */
public record GraphDiagram(String title, List<Node> nodes, List<Edge> edges) {

    public GraphDiagram {
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
    }

    /**
     * A graph. Every edge of the forward pass carries the local Jacobian.
     *
     * @param results names of the graph's outputs in order; outputs beyond them are called by their number
     */
    public static GraphDiagram of(Graph graph, String... results) {
        return GraphReader.read(graph, List.of(results));
    }

    /**
     * A graph with the values of every node in one run.
     *
     * @param backend runs the graph once
     * @param inputs one tensor per input of the graph, of its type
     * @param results names of the graph's outputs in order
     * @throws dev.pullback.api.error.ShapeException if the inputs do not fit the graph
     */
    public static GraphDiagram of(Graph graph, Backend backend, List<StoredTensor> inputs, String... results) {
        return GraphReader.read(graph, List.of(results), NodeValues.of(graph, backend, inputs));
    }

    /**
     * A plan: one box per step, which tells what it is made of and where its result lies.
     *
     * @param results names of the graph's outputs in order
     */
    public static GraphDiagram of(Plan plan, String... results) {
        return PlanReader.read(plan, List.of(results));
    }

    /** The same under another title. */
    public GraphDiagram titled(String other) {
        return new GraphDiagram(other, nodes, edges);
    }

    /**
     * The drawing as a file of its own: no scripts, no fonts to load; dark where the reader's screen is. At most as wide as
     * a page of A4 for networks of a few layers; edges run downwards on the way forward and upwards on the way back.
     */
    public String svg() {
        return SvgWriter.write(this);
    }

    /** The graph in the language of Graphviz. */
    public String dot() {
        return DotWriter.write(this);
    }

    /** One line per node: what it is called, its op, operands, type and the local Jacobian for each operand. */
    public String text() {
        return TextWriter.write(this);
    }
}
