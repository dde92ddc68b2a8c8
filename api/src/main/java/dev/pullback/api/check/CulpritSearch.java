package dev.pullback.api.check;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.op.Source;
import dev.pullback.api.op.StopGradient;
import dev.pullback.api.tensor.Apply;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.tensor.Traced;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Finds the ops of a graph whose own derivatives are wrong: each is checked alone, at the operands it has in the graph. */
final class CulpritSearch {

    /** Elements per operand that are moved; a rule that is wrong somewhere is mostly wrong in many places. */
    private static final int ELEMENTS = 32;

    private final Backend backend;
    private final Settings settings;

    CulpritSearch(Backend backend, Settings settings) {
        this.backend = backend;
        this.settings = settings.withElements(Math.min(ELEMENTS, settings.elements()));
    }

    List<Culprit> in(Graph graph, List<Value> point) {
        Map<Traced, Value> values = values(graph, point);
        List<Culprit> culprits = new ArrayList<>();
        for (Traced node : graph.nodes()) {
            if (hasDerivative(node)) {
                Findings findings = new OrderCheck(backend, settings).run(alone(node, values));
                if (findings.anyFailed()) {
                    culprits.add(new Culprit(
                            node.op().name(), describe(node), findings.worst().orElseThrow()));
                }
            }
        }
        return culprits;
    }

    private Map<Traced, Value> values(Graph graph, List<Value> point) {
        List<Value> results = Program.results(backend, Graph.of(graph.inputs(), graph.nodes()), point);
        Map<Traced, Value> values = new IdentityHashMap<>();
        for (int i = 0; i < results.size(); i++) {
            values.put(graph.nodes().get(i), results.get(i));
        }
        return values;
    }

    /** What {@code stopGradient} does to derivatives is on purpose. */
    private static boolean hasDerivative(Traced node) {
        return !(node.op() instanceof Source)
                && !(node.op() instanceof StopGradient)
                && node.dtype().isFloating()
                && node.operands().stream().anyMatch(operand -> operand.dtype().isFloating());
    }

    private static Subject alone(Traced node, Map<Traced, Value> values) {
        TensorFunction op = operands -> List.of(Apply.op(node.op(), operands.toArray(Tensor[]::new)));
        List<Integer> moving = IntStream.range(0, node.operands().size())
                .filter(i -> node.operands().get(i).dtype().isFloating())
                .boxed()
                .toList();
        return new Subject(op, op, node.operands().stream().map(values::get).toList(), moving);
    }

    private static String describe(Traced node) {
        String operands = node.operands().stream()
                .map(operand -> operand.type().toString())
                .collect(Collectors.joining(", "));
        String within = node.phase().isEmpty() ? "" : " in " + node.phase();
        return "%s(%s) -> %s%s".formatted(node.op().name(), operands, node.type(), within);
    }
}
