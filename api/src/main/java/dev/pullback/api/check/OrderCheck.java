package dev.pullback.api.check;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.graph.Graph;
import java.util.List;
import java.util.Random;

/** A subject's first derivatives and, if these are right, its second ones: the same check of its pull and of its push. */
final class OrderCheck {

    private final Backend backend;
    private final Settings settings;

    OrderCheck(Backend backend, Settings settings) {
        this.backend = backend;
        this.settings = settings;
    }

    Findings run(Subject subject) {
        var findings = new Findings();
        var random = new Random(settings.seed());
        check(subject, Aspect.PUSH, Aspect.PULL, settings.first(), findings, random);
        if (settings.secondOrder() && !findings.anyFailed()) {
            Graph graph = subject.measuredGraph();
            List<Value> cotangents = graph.outputs().stream()
                    .map(result -> Value.drawn(result.type(), random))
                    .toList();
            List<Value> tangents = subject.movingTypes().stream()
                    .map(type -> Value.drawn(type, random))
                    .toList();
            Subject pulled = subject.pulled(cotangents);
            Subject pushed = subject.pushed(tangents);
            double tolerance = settings.second();
            check(pulled, Aspect.FORWARD_OVER_REVERSE, Aspect.REVERSE_OVER_REVERSE, tolerance, findings, random);
            check(pushed, Aspect.FORWARD_OVER_FORWARD, Aspect.REVERSE_OVER_FORWARD, tolerance, findings, random);
        }
        return findings;
    }

    private void check(Subject subject, Aspect push, Aspect pull, double tolerance, Findings findings, Random random) {
        new ModeCheck(subject, push, pull, tolerance, findings).run(backend, settings.elements(), random);
    }
}
