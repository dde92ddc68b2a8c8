package dev.pullback.bench.peers.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A table, its first column text and the others numbers. */
final class MarkdownTable {

    static final String NOTHING = "–";

    private final List<String> lines = new ArrayList<>();

    MarkdownTable(List<String> head) {
        row(head);
        List<String> alignment = new ArrayList<>(Collections.nCopies(head.size(), "---:"));
        alignment.set(0, "---");
        row(alignment);
    }

    void row(List<String> cells) {
        lines.add("| " + String.join(" | ", cells) + " |");
    }

    static String number(String format, Optional<Double> value) {
        return value.map(number -> String.format(Locale.ROOT, format, number)).orElse(NOTHING);
    }

    @Override
    public String toString() {
        return String.join("\n", lines) + "\n";
    }
}
