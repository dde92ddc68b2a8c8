package dev.pullback.conformance.kit;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What the kit says of a backend.
 *
 * @param outcomes one per trial
 * @param exclusions what was left out
 */
public record Report(List<Outcome> outcomes, List<Exclusion> exclusions) {

    public Report {
        outcomes = List.copyOf(outcomes);
        exclusions = List.copyOf(exclusions);
    }

    /** The subjects in the order in which they were run: the rows of a table. */
    public Set<String> subjects() {
        Set<String> subjects = new LinkedHashSet<>();
        outcomes.forEach(outcome -> subjects.add(outcome.trial().subject()));
        return subjects;
    }

    /** The part about one check and one subject: a cell of the table. */
    public Report of(Check check, String subject) {
        return only(outcome ->
                outcome.trial().check() == check && outcome.trial().subject().equals(subject));
    }

    public Report of(Check check) {
        return only(outcome -> outcome.trial().check() == check);
    }

    private Report only(Predicate<Outcome> wanted) {
        return new Report(outcomes.stream().filter(wanted).toList(), exclusions);
    }

    public Stream<Outcome> with(Verdict verdict) {
        return outcomes.stream().filter(outcome -> outcome.verdict() == verdict);
    }

    public int count(Verdict verdict) {
        return (int) with(verdict).count();
    }

    /** Trials that were run to their end. */
    public int executed() {
        return (int) outcomes.stream().filter(Outcome::executed).count();
    }

    /** The worst error of those that passed, in units of their limits. */
    public double worst() {
        return with(Verdict.PASSED).mapToDouble(Outcome::error).max().orElse(0);
    }

    /** Exclusions that no trial belongs to: what they were made for is gone. */
    public List<Exclusion> stale() {
        return exclusions.stream()
                .filter(exclusion -> outcomes.stream().noneMatch(outcome -> exclusion.covers(outcome.trial())))
                .toList();
    }

    /** Something was run, and nothing failed. */
    public boolean passed() {
        return executed() > 0 && count(Verdict.FAILED) == 0 && stale().isEmpty();
    }
}
