package dev.pullback.conformance.shadow;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.graph.TopologicalOrder;
import dev.pullback.api.op.Input;
import dev.pullback.api.tensor.Traced;
import dev.pullback.conformance.numeric.Values;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares the results of a program as it runs, fused, with those of its ops one by one, which are known to be right. Mostly
 * they are the same bits, and that is that; otherwise {@link FusedResult} decides.
 */
final class FusionCheck {

    private final Backend backend;
    private final Backend reference;
    private final Graph graph;

    FusionCheck(Backend backend, Backend reference, Graph graph) {
        this.backend = backend;
        this.reference = reference;
        this.graph = graph;
    }

    /** @param values of all nodes, op by op */
    Optional<Divergence> of(List<Values> inputs, List<Values> outputs, Map<Traced, Values> values) {
        return check(graph, inputs, outputs, values)
                .map(whole -> narrowed(values).orElse(whole));
    }

    /** The first op that is wrong when its result alone is asked for, so that all ops before it can be fused with it. */
    private Optional<Divergence> narrowed(Map<Traced, Values> values) {
        for (Traced node : graph.nodes()) {
            if (!(node.op() instanceof Input)) {
                Graph part = upTo(node);
                List<Values> needed = part.inputs().stream().map(values::get).toList();
                Optional<Divergence> found = check(part, needed, FreshRun.of(backend, part, needed), values);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static Graph upTo(Traced node) {
        List<Traced> inputs = TopologicalOrder.of(List.of(node)).stream()
                .filter(candidate -> candidate.op() instanceof Input)
                .toList();
        return Graph.of(inputs, List.of(node));
    }

    private Optional<Divergence> check(
            Graph program, List<Values> inputs, List<Values> outputs, Map<Traced, Values> values) {
        var results = new FusedResult(reference, program, inputs);
        for (int i = 0; i < outputs.size(); i++) {
            Values byOps = values.get(program.outputs().get(i));
            Optional<Mismatch> mismatch =
                    outputs.get(i).sameBits(byOps) ? Optional.empty() : results.mismatch(i, outputs.get(i), byOps);
            if (mismatch.isPresent()) {
                return Optional.of(
                        new Divergence(Scope.FUSED, program, inputs, results.expected(), outputs, i, mismatch.get()));
            }
        }
        return Optional.empty();
    }
}
