package dev.pullback.conformance.shadow;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.Executable;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.op.Input;
import dev.pullback.api.tensor.Traced;
import dev.pullback.conformance.numeric.Values;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** A graph whose every op is an output as well, compiled beside the graph itself: it tells the value of every node. */
final class Taps implements AutoCloseable {

    private final Backend backend;
    private final Graph graph;
    private final boolean same;
    private Executable program;

    /** @param original lowered, so that every op is of the vocabulary */
    Taps(Backend backend, Graph original) {
        this.backend = backend;
        List<Traced> ops = original.nodes().stream()
                .filter(node -> !(node.op() instanceof Input))
                .toList();
        this.graph = Graph.of(original.inputs(), ops);
        this.same = original.donations().isEmpty() && original.outputs().equals(ops);
    }

    /** The graph with one output per op, operands before users. */
    Graph graph() {
        return graph;
    }

    /**
     * The value of every node for these inputs.
     *
     * @param outputs of the graph itself, which has been run; if each of its ops is an output already, they will do
     */
    Map<Traced, Values> values(List<Values> inputs, List<Values> outputs) {
        List<Values> results = same ? outputs : run(inputs);
        Map<Traced, Values> values = new IdentityHashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            values.put(graph.inputs().get(i), inputs.get(i));
        }
        for (int i = 0; i < results.size(); i++) {
            values.put(graph.outputs().get(i), results.get(i));
        }
        return values;
    }

    private List<Values> run(List<Values> inputs) {
        if (program == null) {
            program = backend.compile(graph);
        }
        return FreshRun.of(backend, program, graph, inputs);
    }

    @Override
    public void close() {
        if (program != null) {
            program.close();
        }
    }
}
