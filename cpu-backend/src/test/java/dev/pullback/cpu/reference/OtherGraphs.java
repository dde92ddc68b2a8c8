package dev.pullback.cpu.reference;

import dev.pullback.api.backend.Executable;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.tensor.Traced;
import dev.pullback.conformance.decorator.DecoratedBackend;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The reference, compiling other graphs than it is given: what a fusing backend does with the patterns it knows. */
final class OtherGraphs extends DecoratedBackend {

    private final UnaryOperator<Traced> rule;

    /** @param rule gives a node, or another one instead; its operands have been rewritten */
    OtherGraphs(ReferenceBackend inside, UnaryOperator<Traced> rule) {
        super(inside);
        this.rule = rule;
    }

    /** A backend that rewrites by a wrong rule, or by none. */
    static Sabotage.Workshop by(UnaryOperator<Traced> rule) {
        return (options, faulty) -> new OtherGraphs(reference(options), faulty ? rule : UnaryOperator.identity());
    }

    static ReferenceBackend reference(dev.pullback.api.backend.BackendOptions options) {
        return (ReferenceBackend) new ReferenceProvider().open("", options);
    }

    @Override
    protected Executable compileInside(Graph graph) {
        Map<Traced, Traced> rewritten = new IdentityHashMap<>();
        for (Traced node : graph.nodes()) {
            List<Traced> operands = node.operands().stream().map(rewritten::get).toList();
            Traced rebuilt = operands.equals(node.operands()) ? node : Traced.of(node.op(), operands, node.phase());
            rewritten.put(node, rule.apply(rebuilt));
        }
        return super.compileInside(
                graph.withOutputs(graph.outputs().stream().map(rewritten::get).toList()));
    }
}
