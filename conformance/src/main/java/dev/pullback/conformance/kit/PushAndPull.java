package dev.pullback.conformance.kit;

import dev.pullback.conformance.cases.Case;
import dev.pullback.conformance.cases.Derivative;
import dev.pullback.conformance.cases.DerivativeList;
import dev.pullback.conformance.numeric.Limits;
import dev.pullback.conformance.numeric.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Derivatives on the backend: near the oracle's, and each other's transpose: ⟨J·v, w⟩ = ⟨v, Jᵀ·w⟩. */
final class PushAndPull {

    private final Map<String, Derivative> derivatives;

    private PushAndPull(List<Derivative> derivatives) {
        this.derivatives = derivatives.stream()
                .collect(Collectors.toMap(one -> one.asCase().name(), Function.identity()));
    }

    static List<Batch> batches() {
        List<Derivative> all = DerivativeList.all();
        List<Case> cases = all.stream().map(Derivative::asCase).toList();
        return CaseBatch.of(Check.DERIVATIVES, cases, new PushAndPull(all)::check);
    }

    private List<Finding> check(Candidate candidate, List<Case> cases) {
        List<Finding> findings = new ArrayList<>();
        for (Checker.Judged judged : new Checker(candidate.backend(), candidate.oracle()).check(cases)) {
            Derivative derivative = derivatives.get(judged.one().name());
            findings.add(judged.finding().and(adjoint(derivative, judged.outputs())));
        }
        return findings;
    }

    private static Finding adjoint(Derivative derivative, List<Values> results) {
        List<Values> v = derivative.tangents();
        List<Values> w = derivative.cotangents();
        double pushed = 0;
        double pulled = 0;
        double size = 0;
        for (int i = 0; i < w.size(); i++) {
            pushed += results.get(i).dot(w.get(i));
            size += results.get(i).magnitudes().dot(w.get(i).magnitudes());
        }
        for (int i = 0; i < v.size(); i++) {
            pulled += results.get(w.size() + i).dot(v.get(i));
        }
        try {
            return Finding.right(Expect.near(
                    pushed, pulled, Limits.ADJOINT * size, () -> "⟨Jv,w⟩ and ⟨v,Jᵀw⟩ of " + derivative.id()));
        } catch (Violation broken) {
            return Finding.of(broken);
        }
    }
}
