package dev.pullback.cli;

import dev.pullback.conformance.kit.Exclusion;
import dev.pullback.conformance.kit.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What people read below the tables: what was not run, and what failed. */
final class CheckNotes {

    private static final int SHOWN = 20;

    private CheckNotes() {}

    static List<String> of(CheckResult result) {
        List<String> lines = new ArrayList<>();
        result.hindrances()
                .forEach((reason, count) -> lines.add(text("not applicable: %,d trials: %s", count, reason)));
        for (Exclusion exclusion : result.report().exclusions()) {
            lines.add(text(
                    "left out: %s (%,d trials): %s", exclusion.id(), result.excludedBy(exclusion), exclusion.reason()));
        }
        List<Outcome> failures = result.failures();
        if (!failures.isEmpty()) {
            lines.add("");
        }
        failures.stream().limit(SHOWN).forEach(failure -> lines.addAll(describe(failure, result.target())));
        if (failures.size() > SHOWN) {
            lines.add(text("and %,d more failures, which --json tells.", failures.size() - SHOWN));
        }
        return lines;
    }

    private static List<String> describe(Outcome failure, CheckTarget target) {
        return List.of(
                "FAILED " + failure.trial(),
                "       " + failure.message().replace("\n", "\n       "),
                "       " + target.replay(failure.trial().id()));
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
