package dev.pullback.cli;

import dev.pullback.conformance.kit.Kit;
import dev.pullback.conformance.kit.Outcome;
import dev.pullback.conformance.kit.Trial;
import dev.pullback.conformance.kit.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Runs one trial of the kit again, by its id, and tells all there is to tell. */
record TrialReplay(OutputOptions output) {

    /**
     * Runs and reports.
     *
     * @return the exit code
     * @throws dev.pullback.api.error.ConfigurationException if there is no such trial
     */
    int run(CheckTarget target, Kit kit, String id) {
        List<String> ids = kit.trials().stream().map(Trial::id).toList();
        Outcome outcome = kit.replay(id, target.candidate())
                .orElseThrow(() -> Nearest.unknown("trial", id, ids))
                .outcomes()
                .getFirst();
        List<String> details = kit.details(outcome.trial());
        print(outcome, details);
        output.object(content(target, outcome, details));
        return outcome.verdict() == Verdict.PASSED ? ExitStatus.SUCCESS : ExitStatus.FAILURE;
    }

    private void print(Outcome outcome, List<String> details) {
        Trial trial = outcome.trial();
        output.line("trial     %s", trial.id());
        output.line("check     %s: %s", trial.check().label(), trial.check().promise());
        output.line("name      %s", trial.name());
        for (int i = 0; i < details.size(); i++) {
            output.line("%s%s", i == 0 ? "computes  " : "          ", details.get(i));
        }
        output.line("%nworst error %s of the limit", Tally.of(List.of(outcome)).worstText());
        if (!outcome.message().isEmpty()) {
            output.line("%s", outcome.message());
        }
        output.line("%s", label(outcome.verdict()).toUpperCase(Locale.ROOT));
    }

    private static Map<String, Object> content(CheckTarget target, Outcome outcome, List<String> details) {
        Map<String, Object> content = new LinkedHashMap<>(target.content());
        content.put("verdict", label(outcome.verdict()));
        content.putAll(CheckContent.outcome(outcome, target));
        content.put("computes", details);
        return content;
    }

    private static String label(Verdict verdict) {
        return OptionValues.label(verdict).replace('_', ' ');
    }
}
