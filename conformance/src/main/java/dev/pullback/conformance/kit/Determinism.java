package dev.pullback.conformance.kit;

import dev.pullback.api.backend.Backend;
import dev.pullback.conformance.cases.Case;
import dev.pullback.conformance.cases.CaseList;
import dev.pullback.conformance.cases.Expressions;
import dev.pullback.conformance.numeric.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The same work gives the same bits: again, compiled again, and through a second way to the same device. */
final class Determinism {

    private static final int STEPS = 5;

    private Determinism() {}

    static List<Batch> batches() {
        List<Case> cases = Stream.concat(CaseList.ofEachShape().stream(), Expressions.all().stream())
                .toList();
        List<Batch> batches = new ArrayList<>();
        batches.addAll(CaseBatch.of(Check.DETERMINISM, cases, (candidate, chosen) -> {
            List<List<Values>> once = Checker.outputs(candidate.backend(), chosen);
            List<Finding> findings = compare(once, Checker.outputs(candidate.backend(), chosen), "again");
            return both(findings, compare(once, Checker.outputs(candidate.backend(), chosen), "a third time"));
        }));
        batches.addAll(CaseBatch.of(
                Check.TWIN,
                cases,
                (candidate, chosen) -> compare(
                        Checker.outputs(candidate.backend(), chosen),
                        Checker.outputs(candidate.twin(), chosen),
                        "on its twin")));
        for (Training training : Training.values()) {
            batches.add(training(Check.DETERMINISM, training, "again"));
            batches.add(training(Check.TWIN, training, "on its twin"));
        }
        return batches.stream().map(Determinism::whereItApplies).toList();
    }

    private static Batch training(Check check, Training training, String again) {
        return Single.of(check, "training", training.label() + " " + again, candidate -> {
            Backend other = check == Check.TWIN ? candidate.twin() : candidate.backend();
            training.run(candidate.backend(), STEPS).requireSameBits(training.run(other, STEPS));
        });
    }

    private static List<Finding> compare(List<List<Values>> first, List<List<Values>> second, String when) {
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < first.size(); i++) {
            Finding finding = Finding.RIGHT;
            for (int output = 0; output < first.get(i).size(); output++) {
                Values a = first.get(i).get(output);
                Values b = second.get(i).get(output);
                if (!a.sameBits(b)) {
                    int element = a.firstDifference(b);
                    finding = Finding.wrong("output %d, element %d: %s, and %s %s"
                            .formatted(output, element, a.get(element), b.get(element), when));
                }
            }
            findings.add(finding);
        }
        return findings;
    }

    private static List<Finding> both(List<Finding> first, List<Finding> second) {
        List<Finding> both = new ArrayList<>();
        for (int i = 0; i < first.size(); i++) {
            both.add(first.get(i).and(second.get(i)));
        }
        return both;
    }

    /** A backend may say that it is not deterministic, and most have no twin. */
    private static Batch whereItApplies(Batch batch) {
        boolean twin = batch.trials().getFirst().check() == Check.TWIN;
        return new Conditional(
                batch,
                candidate -> twin
                        ? Optional.of("there is no second way to the device").filter(_ -> !candidate.hasTwin())
                        : Optional.of("the backend says that it is not deterministic")
                                .filter(_ -> !candidate.capabilities().deterministic()));
    }
}
