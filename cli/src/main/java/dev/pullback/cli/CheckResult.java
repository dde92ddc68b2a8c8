package dev.pullback.cli;

import dev.pullback.conformance.kit.Check;
import dev.pullback.conformance.kit.Exclusion;
import dev.pullback.conformance.kit.Kit;
import dev.pullback.conformance.kit.Outcome;
import dev.pullback.conformance.kit.Report;
import dev.pullback.conformance.kit.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a run of the kit came to.
 *
 * @param complete whether all of the kit was to be run
 * @param clock where the time went
 */
record CheckResult(CheckTarget target, Report report, boolean complete, CheckClock clock) {

    Tally tally() {
        return Tally.of(report.outcomes());
    }

    /** Outcomes by subject and check, in the order in which they were run. */
    Map<String, Map<Check, Collection<Outcome>>> bySubject() {
        Map<String, Map<Check, Collection<Outcome>>> table = new LinkedHashMap<>();
        for (Outcome outcome : report.outcomes()) {
            table.computeIfAbsent(outcome.trial().subject(), _ -> new TreeMap<>())
                    .computeIfAbsent(outcome.trial().check(), _ -> new ArrayList<>())
                    .add(outcome);
        }
        return table;
    }

    /** Counts per check, in the order of the checks. */
    Map<Check, Tally> byCheck() {
        Map<Check, List<Outcome>> outcomes = report.outcomes().stream()
                .collect(Collectors.groupingBy(outcome -> outcome.trial().check(), TreeMap::new, Collectors.toList()));
        Map<Check, Tally> tallies = new TreeMap<>();
        outcomes.forEach((check, those) -> tallies.put(check, Tally.of(those)));
        return tallies;
    }

    List<Outcome> failures() {
        return report.with(Verdict.FAILED).toList();
    }

    /** Why trials do not apply, and how many for each reason. */
    Map<String, Long> hindrances() {
        return report.with(Verdict.NOT_APPLICABLE)
                .collect(Collectors.groupingBy(Outcome::message, LinkedHashMap::new, Collectors.counting()));
    }

    /** How many trials an exclusion left out. */
    long excludedBy(Exclusion exclusion) {
        return report.with(Verdict.EXCLUDED)
                .filter(outcome -> exclusion.covers(outcome.trial()))
                .count();
    }

    /** Why the backend does not pass; empty if it does. */
    List<String> complaints() {
        List<String> complaints = new ArrayList<>(shortfall());
        if (tally().failed() > 0) {
            complaints.add(text("%,d trials failed", tally().failed()));
        }
        return complaints;
    }

    /** Too little was run. */
    private List<String> shortfall() {
        int executed = tally().executed();
        int floor = target.computesInEveryDType() ? Kit.FLOOR : Kit.FLOOR_WITHOUT_FLOAT64;
        if (executed == 0) {
            return List.of("nothing was executed");
        }
        return complete && executed < floor
                ? List.of(text("only %,d trials were executed, at least %,d must be", executed, floor))
                : List.of();
    }

    boolean passed() {
        return complaints().isEmpty();
    }

    /** One line for this device and driver. */
    String verdict() {
        Tally tally = tally();
        return "%s: %s: ".formatted(passed() ? "PASSED" : "FAILED", target)
                + text("%,d trials executed%s, ", tally.executed(), complete ? "" : " (a part of the kit)")
                + text("%,d failed, %,d not applicable, ", tally.failed(), tally.notApplicable())
                + text("%,d left out, in %.0f s", tally.excluded(), clock.seconds())
                + shortfall().stream().map(": "::concat).collect(Collectors.joining());
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
