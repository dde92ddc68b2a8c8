package dev.pullback.network.data;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Turns the texts of a label column into classes. Where all of them are numbers, the classes are in numerical order and
 * equal numbers are one class however they are written; otherwise every distinct text is a class, in the order of its
 * characters.
 */
final class ClassLabels {

    private final Map<String, Seen> labels = new LinkedHashMap<>();

    /** A preliminary number for the label of a line, in order of appearance. */
    int code(String label, long line) {
        return labels.computeIfAbsent(label, _ -> new Seen(labels.size(), line)).code;
    }

    /** If all labels are numbers: the first that is not a whole one. Then the column holds measurements, not classes. */
    Optional<Measurement> measurement() {
        if (!allNumbers()) {
            return Optional.empty();
        }
        return labels.entrySet().stream()
                .filter(label -> number(label.getKey()) != Math.rint(number(label.getKey())))
                .map(label -> new Measurement(label.getKey(), label.getValue().line))
                .findFirst();
    }

    /**
     * Replaces preliminary numbers by the final classes, in place.
     *
     * @return the names of the classes
     */
    List<String> resolve(int[] codes) {
        var names = new TreeMap<String, Integer>(
                allNumbers() ? Comparator.comparingDouble(ClassLabels::number) : Comparator.naturalOrder());
        labels.keySet().forEach(label -> names.putIfAbsent(label, 0));
        int next = 0;
        for (var name : names.entrySet()) {
            name.setValue(next++);
        }
        var classes = new int[labels.size()];
        labels.forEach((label, seen) -> classes[seen.code] = names.get(label));
        for (int i = 0; i < codes.length; i++) {
            codes[i] = classes[codes[i]];
        }
        return List.copyOf(names.keySet());
    }

    private boolean allNumbers() {
        return labels.keySet().stream().allMatch(NumberField::isNumber);
    }

    private static double number(String label) {
        return NumberField.parse(label).orElseThrow();
    }

    /** A label that cannot be a class, and the line that holds it. */
    record Measurement(String text, long line) {}

    private record Seen(int code, long line) {}
}
