package dev.pullback.cli;

import dev.pullback.conformance.kit.Check;
import dev.pullback.conformance.kit.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What programs read of a run. */
final class CheckContent {

    private CheckContent() {}

    static Map<String, Object> of(CheckResult result) {
        Map<String, Object> content = new LinkedHashMap<>(result.target().content());
        content.put("verdict", result.passed() ? "passed" : "failed");
        content.put("complaints", result.complaints());
        content.put("complete", result.complete());
        content.put("seconds", result.clock().seconds());
        content.putAll(result.tally().content());
        content.put("checks", checks(result));
        content.put("subjects", subjects(result));
        content.put("hindrances", hindrances(result));
        content.put("exclusions", exclusions(result));
        content.put(
                "failures",
                result.failures().stream()
                        .map(failure -> outcome(failure, result.target()))
                        .toList());
        return content;
    }

    private static List<Map<String, Object>> checks(CheckResult result) {
        List<Map<String, Object>> checks = new ArrayList<>();
        result.byCheck().forEach((check, tally) -> {
            Map<String, Object> content = named("check", check.label());
            content.put("promise", check.promise());
            content.putAll(tally.content());
            content.put("seconds", result.clock().seconds(check));
            checks.add(content);
        });
        return checks;
    }

    private static List<Map<String, Object>> subjects(CheckResult result) {
        List<Map<String, Object>> cells = new ArrayList<>();
        result.bySubject().forEach((subject, checks) -> {
            for (Check check : checks.keySet()) {
                Map<String, Object> content = named("subject", subject);
                content.put("check", check.label());
                content.putAll(Tally.of(checks.get(check)).content());
                cells.add(content);
            }
        });
        return cells;
    }

    private static List<Map<String, Object>> hindrances(CheckResult result) {
        List<Map<String, Object>> hindrances = new ArrayList<>();
        result.hindrances().forEach((reason, count) -> {
            Map<String, Object> content = named("reason", reason);
            content.put("trials", count);
            hindrances.add(content);
        });
        return hindrances;
    }

    private static List<Map<String, Object>> exclusions(CheckResult result) {
        return result.report().exclusions().stream()
                .map(exclusion -> {
                    Map<String, Object> content = named("id", exclusion.id());
                    content.put("reason", exclusion.reason());
                    content.put("trials", result.excludedBy(exclusion));
                    return content;
                })
                .toList();
    }

    /** One outcome, with the command line that gives it again. */
    static Map<String, Object> outcome(Outcome outcome, CheckTarget target) {
        Map<String, Object> content = named("id", outcome.trial().id());
        content.put("check", outcome.trial().check().label());
        content.put("subject", outcome.trial().subject());
        content.put("name", outcome.trial().name());
        content.put("worst", outcome.error());
        content.put("message", outcome.message());
        content.put("replay", target.replay(outcome.trial().id()));
        return content;
    }

    private static Map<String, Object> named(String key, Object name) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put(key, name);
        return content;
    }
}
