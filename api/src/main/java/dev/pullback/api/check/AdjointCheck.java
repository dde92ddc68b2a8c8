package dev.pullback.api.check;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.graph.Graph;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** ⟨J·v, w⟩ = ⟨v, Jᵀ·w⟩ for random v and w, in the dtypes that the tensors have, on any backend. */
final class AdjointCheck {

    private final Backend backend;
    private final Settings settings;

    AdjointCheck(Backend backend, Settings settings) {
        this.backend = backend;
        this.settings = settings;
    }

    /** Adds one number to the findings; its limit is relative to Σ|J·v||w|. */
    void run(Subject subject, Findings findings) {
        var random = new Random(settings.seed());
        List<Value> v = subject.movingTypes().stream()
                .map(type -> Value.drawn(type, random))
                .toList();
        Graph push = subject.pushGraph();
        List<Value> w = push.outputs().stream()
                .map(result -> Value.drawn(result.type(), random))
                .toList();
        double[] pushed = results(push, subject, v);
        double[] pulled = results(subject.pullGraph(w.stream().map(Value::type).toList()), subject, w);
        double[] weights = Differences.flattened(w);
        double size = 0;
        for (int i = 0; i < pushed.length; i++) {
            size += Math.abs(pushed[i] * weights[i]);
        }
        findings.add(new Deviation(
                Aspect.ADJOINT,
                Place.ALL,
                Place.ALL,
                Differences.dot(pushed, weights),
                Differences.dot(pulled, Differences.flattened(v)),
                settings.adjoint() * size));
    }

    private double[] results(Graph graph, Subject subject, List<Value> directions) {
        List<Value> operands = new ArrayList<>(subject.point());
        operands.addAll(directions);
        return Differences.flattened(Program.results(backend, graph, operands));
    }
}
