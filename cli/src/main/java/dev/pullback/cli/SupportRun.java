package dev.pullback.cli;

import dev.pullback.api.type.DType;
import dev.pullback.conformance.kit.Support;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compiles every op in every dtype, and tells which the backend takes. */
record SupportRun(OutputOptions output, Interruption interruption) {

    /**
     * Runs and reports.
     *
     * @param ops which
     * @return the exit code: failure if an op is refused in a dtype that the backend says it has
     */
    int run(CheckTarget target, Predicate<String> ops) {
        List<Support> answers;
        try (var bar = WorkBar.of(output, "compiling", "ops", Support.count(ops))) {
            answers = Support.of(target.candidate().backend(), ops, answer -> {
                interruption.check();
                bar.step(answer.group());
            });
        }
        List<Support> broken = answers.stream()
                .filter(answer ->
                        !answer.isSupported() && target.capabilities().dtypes().containsAll(answer.dtypes()))
                .toList();
        output.line("");
        output.lines(table(answers));
        answers.stream()
                .filter(answer -> !answer.isSupported())
                .forEach(answer -> output.line("%s: %s", answer.group(), answer.refusal()));
        output.line("");
        long supported = answers.stream().filter(Support::isSupported).count();
        output.line(
                "%s: %s: %,d of %,d pairs of op and dtype compile, %,d are of a dtype that the device does not have",
                broken.isEmpty() ? "PASSED" : "FAILED",
                target,
                supported,
                answers.size(),
                answers.size() - supported - broken.size());
        output.object(content(target, answers, broken.isEmpty()));
        return broken.isEmpty() ? ExitStatus.SUCCESS : ExitStatus.FAILURE;
    }

    private static List<String> table(List<Support> answers) {
        List<Table.Column> columns = new ArrayList<>();
        columns.add(Table.Column.words("op"));
        Stream.of(DType.values()).forEach(dtype -> columns.add(Table.Column.words(dtype.label())));
        var table = new Table(columns);
        Set<String> subjects =
                answers.stream().map(Support::subject).collect(Collectors.toCollection(LinkedHashSet::new));
        for (String subject : subjects) {
            List<String> row = new ArrayList<>();
            row.add(subject);
            for (DType dtype : DType.values()) {
                row.add(cell(answers.stream()
                        .filter(answer -> answer.subject().equals(subject) && answer.dtype() == dtype)
                        .toList()));
            }
            table.row(row);
        }
        return table.lines();
    }

    /** Of all groups of an op and a dtype: casts to other dtypes, for example, are several. */
    private static String cell(List<Support> groups) {
        long refused = groups.stream().filter(group -> !group.isSupported()).count();
        if (groups.isEmpty()) {
            return "-";
        }
        if (refused > 0) {
            return refused == groups.size() ? "no" : "%d of %d".formatted(groups.size() - refused, groups.size());
        }
        return groups.stream().allMatch(group -> group.steps().isEmpty()) ? "nothing to do" : "native";
    }

    private static Map<String, Object> content(CheckTarget target, List<Support> answers, boolean passed) {
        Map<String, Object> content = new LinkedHashMap<>(target.content());
        content.put("verdict", passed ? "passed" : "failed");
        content.put("support", answers.stream().map(SupportRun::content).toList());
        return content;
    }

    private static Map<String, Object> content(Support answer) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("subject", answer.subject());
        content.put("group", answer.group());
        content.put("dtype", answer.dtype().label());
        content.put("supported", answer.isSupported());
        content.put("steps", answer.steps());
        content.put("message", answer.refusal());
        return content;
    }
}
