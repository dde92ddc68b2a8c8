package dev.pullback.cli;

import dev.pullback.conformance.kit.Outcome;
import dev.pullback.conformance.kit.Verdict;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Outcomes, counted.
 *
 * @param worst the largest error of what was executed, in units of the limit
 */
record Tally(int passed, int failed, int notApplicable, int excluded, double worst) {

    static Tally of(Collection<Outcome> outcomes) {
        double worst = outcomes.stream()
                .filter(Outcome::executed)
                .mapToDouble(Outcome::error)
                .max()
                .orElse(0);
        return new Tally(
                count(outcomes, Verdict.PASSED),
                count(outcomes, Verdict.FAILED),
                count(outcomes, Verdict.NOT_APPLICABLE),
                count(outcomes, Verdict.EXCLUDED),
                worst);
    }

    private static int count(Collection<Outcome> outcomes, Verdict verdict) {
        return (int) outcomes.stream()
                .filter(outcome -> outcome.verdict() == verdict)
                .count();
    }

    int executed() {
        return passed + failed;
    }

    /** As a cell: {@code 1,440}, {@code 12/14 FAILED} of which 12 passed, {@code n/a}; a dash where there is no trial. */
    String passedText() {
        if (failed > 0) {
            return text("%,d/%,d FAILED", passed, executed());
        }
        if (executed() > 0) {
            return text("%,d", passed);
        }
        return excluded > 0 ? "left out" : notApplicable > 0 ? "n/a" : "-";
    }

    /** As a cell: {@code 0.43}. */
    String worstText() {
        if (executed() == 0) {
            return "-";
        }
        if (worst == 0 || Double.isInfinite(worst)) {
            return worst == 0 ? "0" : "inf";
        }
        return worst >= 1000 ? text("%.1e", worst) : text("%.3f", worst);
    }

    /** For programs. */
    Map<String, Object> content() {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("executed", executed());
        content.put("passed", passed);
        content.put("failed", failed);
        content.put("not_applicable", notApplicable);
        content.put("excluded", excluded);
        content.put("worst", worst);
        return content;
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
