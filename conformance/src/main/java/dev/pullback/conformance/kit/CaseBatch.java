package dev.pullback.conformance.kit;

import dev.pullback.conformance.cases.Case;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Cases that one program computes. */
final class CaseBatch implements Batch {

    private final Map<Trial, Case> cases = new LinkedHashMap<>();
    private final Method method;

    /** How cases are run and judged; one finding each. */
    @FunctionalInterface
    interface Method {
        List<Finding> run(Candidate candidate, List<Case> cases);
    }

    CaseBatch(Check check, List<Case> cases, Method method) {
        this.method = method;
        for (Case one : cases) {
            this.cases.put(new Trial(check, one.subject(), one.name()), one);
        }
    }

    /** One batch per group of cases. */
    static List<Batch> of(Check check, List<Case> cases, Method method) {
        return of(check, cases, Integer.MAX_VALUE, method);
    }

    /** Batches of cases of one group, of so many at most. */
    static List<Batch> of(Check check, List<Case> cases, int most, Method method) {
        Map<String, List<Case>> groups =
                cases.stream().collect(Collectors.groupingBy(Case::group, LinkedHashMap::new, Collectors.toList()));
        List<Batch> batches = new ArrayList<>();
        for (List<Case> group : groups.values()) {
            int size = Math.min(most, group.size());
            for (int first = 0; first < group.size(); first += size) {
                int end = Math.min(first + size, group.size());
                batches.add(new CaseBatch(check, group.subList(first, end), method));
            }
        }
        return batches;
    }

    @Override
    public List<Trial> trials() {
        return List.copyOf(cases.keySet());
    }

    @Override
    public Optional<String> hindrance(Trial trial, Candidate candidate) {
        return candidate.lacks(cases.get(trial).dtypes());
    }

    @Override
    public List<String> details(Trial trial) {
        return cases.get(trial).graph().toString().lines().toList();
    }

    @Override
    public List<Outcome> run(Candidate candidate, List<Trial> chosen) {
        List<Finding> findings =
                findings(candidate, chosen.stream().map(cases::get).toList());
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < chosen.size(); i++) {
            outcomes.add(findings.get(i).of(chosen.get(i)));
        }
        return outcomes;
    }

    /** If all of them together cannot be run, one by one, to find out which it is. */
    private List<Finding> findings(Candidate candidate, List<Case> chosen) {
        try {
            return method.run(candidate, chosen);
        } catch (RuntimeException broken) {
            if (chosen.size() == 1) {
                return List.of(Finding.of(broken));
            }
            List<Finding> alone = new ArrayList<>();
            chosen.forEach(one -> alone.addAll(findings(candidate, List.of(one))));
            if (alone.stream().allMatch(Finding::isRight)) {
                alone.set(0, Finding.wrong("the cases run one by one, but not together: " + broken));
            }
            return alone;
        }
    }
}
