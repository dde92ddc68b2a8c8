package dev.pullback.conformance.kit;

import dev.pullback.api.type.DType;
import dev.pullback.conformance.cases.Case;
import dev.pullback.conformance.cases.CaseList;
import dev.pullback.conformance.cases.Curvature;
import dev.pullback.conformance.cases.DerivativeList;
import dev.pullback.conformance.cases.Expressions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The whole kit, in the order in which it is best run: what others rest on comes first. */
final class Catalogue {

    private Catalogue() {}

    static List<Batch> batches() {
        List<Case> composed = new ArrayList<>(Expressions.all());
        composed.add(Curvature.ofANetwork());
        return Stream.of(
                        Conduct.batches(),
                        Refusals.batches(),
                        CaseBatch.of(
                                Check.VALUES,
                                CaseList.all(),
                                (on, cases) -> new Checker(on.backend(), on.oracle()).findings(cases)),
                        Views.batches(),
                        CaseBatch.of(Check.EXPRESSIONS, composed, Catalogue::fusedAndNot),
                        PushAndPull.batches(),
                        derivativesOfFunctions(),
                        JacobianForms.batches(),
                        Donating.batches(),
                        Memory.batches(),
                        Determinism.batches(),
                        Threads.batches(),
                        Training.batches(),
                        Learning.batches())
                .flatMap(List::stream)
                .toList();
    }

    static List<Batch> rules() {
        List<Batch> rules = new ArrayList<>(GradientsByDifferences.batches());
        rules.addAll(JacobianForms.batches("every form of ", DerivativeList.of(DType.FLOAT32)));
        return rules;
    }

    private static List<Finding> fusedAndNot(Candidate candidate, List<Case> cases) {
        List<Finding> fused = new Checker(candidate.backend(), candidate.oracle()).findings(cases);
        List<Finding> unfused = new Checker(candidate.unfused(), candidate.oracle()).findings(cases);
        List<Finding> both = new ArrayList<>();
        for (int i = 0; i < cases.size(); i++) {
            Finding alone = unfused.get(i);
            both.add(fused.get(i)
                    .and(alone.isRight() ? alone : new Finding(alone.error(), "unfused, " + alone.fault())));
        }
        return both;
    }

    private static List<Batch> derivativesOfFunctions() {
        return List.of(
                Single.of(
                        Check.DERIVATIVES,
                        "nesting",
                        "nested derivatives keep their variables apart",
                        candidate -> Nesting.check(candidate.backend())),
                Single.of(
                        Check.DERIVATIVES,
                        "kinks",
                        "where functions bend the derivative is the documented one",
                        candidate -> Kinks.check(candidate.backend())));
    }
}
