package dev.pullback.cli;

import dev.pullback.conformance.kit.Speed;
import dev.pullback.conformance.kit.Timing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Times ops on the backend and on another, in turn, and tells how fast they are. */
record SpeedRun(OutputOptions output, Interruption interruption) {

    /**
     * Runs and reports.
     *
     * @param against what the backend is held against
     * @return the exit code: failure if they do not compute the same
     */
    int run(CheckTarget target, OpenBackend against, Speed speed) {
        output.line("against   %s", against);
        List<Timing> timings;
        try (var bar = WorkBar.of(output, "timing", "ops", speed.trials().size())) {
            timings = speed.run(
                    target.candidate().backend(),
                    against.backend(),
                    interruption::check,
                    timing -> bar.step(timing.trial().subject()));
        }
        List<Timing> wrong = timings.stream().filter(timing -> !timing.passed()).toList();
        boolean passed = wrong.isEmpty() && !timings.isEmpty();
        output.line("");
        output.lines(table(timings, target.label(), against.label()));
        for (Timing timing : wrong) {
            output.line("FAILED %s", timing.trial());
            output.line("       %s", timing.fault());
            output.line("       %s", target.replay(timing.trial().id()));
        }
        output.line("");
        output.line(
                "%s: %s and %s: %,d ops timed, %,d with results that differ",
                passed ? "PASSED" : "FAILED", target, against, timings.size(), wrong.size());
        output.object(content(target, against, timings, passed));
        return passed ? ExitStatus.SUCCESS : ExitStatus.FAILURE;
    }

    private static List<String> table(List<Timing> timings, String own, String other) {
        var table = new Table(
                Table.Column.words("op"),
                Table.Column.words("operands"),
                Table.Column.numbers("ms"),
                Table.Column.numbers(own),
                Table.Column.numbers(other),
                Table.Column.words(""),
                Table.Column.numbers("ratio"),
                Table.Column.numbers("error"));
        for (Timing timing : timings) {
            table.row(
                    timing.trial().subject(),
                    timing.trial().name(),
                    text("%.3f", timing.seconds() * 1e3),
                    text("%.2f", timing.rate()),
                    text("%.2f", timing.otherRate()),
                    timing.unit(),
                    text("%.2f", timing.ratio()),
                    text("%.3f", timing.error()) + (timing.passed() ? "" : " FAILED"));
        }
        return table.lines();
    }

    private static Map<String, Object> content(
            CheckTarget target, OpenBackend against, List<Timing> timings, boolean passed) {
        Map<String, Object> content = new LinkedHashMap<>(target.content());
        content.put("against", against.label());
        content.put("against_device", against.device().name());
        content.put("verdict", passed ? "passed" : "failed");
        content.put("timings", timings.stream().map(SpeedRun::content).toList());
        return content;
    }

    private static Map<String, Object> content(Timing timing) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("id", timing.trial().id());
        content.put("subject", timing.trial().subject());
        content.put("name", timing.trial().name());
        content.put("seconds", timing.seconds());
        content.put("against_seconds", timing.otherSeconds());
        content.put("ratio", timing.ratio());
        content.put("rate", timing.rate());
        content.put("against_rate", timing.otherRate());
        content.put("unit", timing.unit());
        content.put("worst", timing.error());
        content.put("message", timing.fault());
        return content;
    }

    private static String text(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
