package dev.pullback.cli;

import dev.pullback.conformance.kit.Check;
import dev.pullback.conformance.kit.Outcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What people read of a run: a row per subject, then a row per check. */
final class CheckTable {

    /** Checks that share a column, since few subjects have trials of both. */
    private enum Column {
        VALUES("values"),
        VIEWS("views"),
        DERIVATIVES("derivatives"),
        MEMORY("memory"),
        BITS("same bits"),
        CONDUCT("conduct");

        private final String heading;

        Column(String heading) {
            this.heading = heading;
        }

        static Column of(Check check) {
            return switch (check) {
                case VALUES, EXPRESSIONS -> VALUES;
                case VIEWS -> VIEWS;
                case DERIVATIVES, JACOBIANS -> DERIVATIVES;
                case MEMORY, DONATION -> MEMORY;
                case DETERMINISM, TWIN -> BITS;
                case REFUSALS, CONDUCT, THREADS, TRAINING -> CONDUCT;
            };
        }
    }

    private CheckTable() {}

    /** How many trials passed of each subject, and its worst error in units of the limit. */
    static List<String> ofSubjects(CheckResult result) {
        Map<String, Map<Check, Collection<Outcome>>> subjects = result.bySubject();
        Set<Column> columns = EnumSet.noneOf(Column.class);
        result.byCheck().keySet().forEach(check -> columns.add(Column.of(check)));
        List<Table.Column> headings = new ArrayList<>();
        headings.add(Table.Column.words("passed"));
        columns.forEach(column -> headings.add(Table.Column.numbers(column.heading)));
        headings.add(Table.Column.numbers("worst error"));
        var table = new Table(headings);
        subjects.forEach((subject, checks) -> table.row(row(subject, checks, columns)));
        return table.lines();
    }

    private static List<String> row(String subject, Map<Check, Collection<Outcome>> checks, Set<Column> columns) {
        List<String> row = new ArrayList<>();
        List<Outcome> all = new ArrayList<>();
        row.add(subject);
        for (Column column : columns) {
            List<Outcome> cell = new ArrayList<>();
            checks.forEach((check, outcomes) -> {
                if (Column.of(check) == column) {
                    cell.addAll(outcomes);
                }
            });
            row.add(Tally.of(cell).passedText());
            all.addAll(cell);
        }
        row.add(Tally.of(all).worstText());
        return row;
    }

    /** What each check promises, and how it ended. */
    static List<String> ofChecks(CheckResult result) {
        var table = new Table(
                Table.Column.words("check"),
                Table.Column.numbers("passed"),
                Table.Column.numbers("worst error"),
                Table.Column.words("what it promises"));
        result.byCheck()
                .forEach((check, tally) ->
                        table.row(check.label(), tally.passedText(), tally.worstText(), check.promise()));
        return table.lines();
    }
}
