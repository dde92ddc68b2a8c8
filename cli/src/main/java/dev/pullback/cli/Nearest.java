package dev.pullback.cli;

import dev.pullback.api.error.ConfigurationException;
import java.util.Collection;
import java.util.Comparator;

/** What may have been meant by a name that does not exist. */
final class Nearest {

    /** So many names are told; of more, only the one that is nearest. */
    private static final int FEW = 60;

    private Nearest() {}

    /**
     * Says what there is instead.
     *
     * @param kind what was named: {@code "check"}
     * @param known at least one
     */
    static ConfigurationException unknown(String kind, String name, Collection<String> known) {
        String nearest = known.stream()
                .min(Comparator.comparingInt(one -> distance(name, one)))
                .orElseThrow();
        String all = known.size() > FEW
                ? "'pullback check --list' lists all %,d".formatted(known.size())
                : "there are " + String.join(", ", known);
        return new ConfigurationException(
                "There is no %s '%s'. The nearest is '%s'; %s.".formatted(kind, name, nearest, all));
    }

    /** Levenshtein's: letters put in, left out or replaced. */
    static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
