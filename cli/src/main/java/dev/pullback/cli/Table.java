package dev.pullback.cli;

import java.util.ArrayList;
import java.util.List;

/** Columns of text, each as wide as its widest cell. */
final class Table {

    private static final String GAP = "  ";

    /** A column's heading, and where its cells stand. */
    record Column(String heading, boolean right) {

        static Column words(String heading) {
            return new Column(heading, false);
        }

        static Column numbers(String heading) {
            return new Column(heading, true);
        }

        private String fill(String cell, int width) {
            String space = " ".repeat(width - cell.length());
            return right ? space + cell : cell + space;
        }
    }

    private final List<Column> columns;
    private final List<List<String>> rows = new ArrayList<>();

    Table(List<Column> columns) {
        this.columns = List.copyOf(columns);
        rows.add(columns.stream().map(Column::heading).toList());
    }

    Table(Column... columns) {
        this(List.of(columns));
    }

    void row(List<String> cells) {
        if (cells.size() != columns.size()) {
            throw new IllegalArgumentException(
                    "a row of %d cells in a table of %d columns".formatted(cells.size(), columns.size()));
        }
        rows.add(List.copyOf(cells));
    }

    void row(String... cells) {
        row(List.of(cells));
    }

    /** The heading, then the rows. */
    List<String> lines() {
        return rows.stream().map(this::line).toList();
    }

    private String line(List<String> row) {
        var text = new StringBuilder();
        for (int i = 0; i < columns.size(); i++) {
            text.append(i == 0 ? "" : GAP).append(columns.get(i).fill(row.get(i), width(i)));
        }
        return text.toString().stripTrailing();
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}
