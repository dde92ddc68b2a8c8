package dev.pullback.conformance.kit;

import dev.pullback.conformance.cases.Case;
import dev.pullback.conformance.cases.View;
import dev.pullback.conformance.cases.ViewList;
import dev.pullback.conformance.numeric.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** An op on views of tensors gives what it gives on copies: to the bit, where it works element by element. */
final class Views {

    private final Map<String, View> views;

    private Views(List<View> views) {
        this.views =
                views.stream().collect(Collectors.toMap(view -> view.viewed().name(), Function.identity()));
    }

    static List<Batch> batches() {
        List<View> all = ViewList.all();
        List<Case> cases = all.stream().map(View::viewed).toList();
        return CaseBatch.of(Check.VIEWS, cases, new Views(all)::check);
    }

    private List<Finding> check(Candidate candidate, List<Case> viewed) {
        var checker = new Checker(candidate.backend(), candidate.oracle());
        List<Case> copied =
                viewed.stream().map(one -> views.get(one.name()).copied()).toList();
        List<List<Values>> plain = Checker.outputs(candidate.backend(), copied);
        List<Finding> findings = new ArrayList<>();
        List<Checker.Judged> judged = checker.check(viewed);
        for (int i = 0; i < viewed.size(); i++) {
            View view = views.get(viewed.get(i).name());
            boolean same =
                    judged.get(i).outputs().getFirst().sameBits(plain.get(i).getFirst());
            Finding bits = same || !view.bitEqual()
                    ? Finding.RIGHT
                    : Finding.wrong(viewed.get(i).name() + ": other bits than on copies");
            findings.add(judged.get(i).finding().and(bits));
        }
        return findings;
    }
}
