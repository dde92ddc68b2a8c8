package dev.pullback.diagram;

import java.util.ArrayList;
import java.util.List;

/** What a graph's outputs are called. */
record Results(List<String> names) {

    Results {
        names = List.copyOf(names);
    }

    static Results of(List<String> given, int count) {
        List<String> names = new ArrayList<>(given.subList(0, Math.min(count, given.size())));
        while (names.size() < count) {
            names.add("output " + names.size());
        }
        return new Results(names);
    }

    /** The names of the outputs that something is. */
    <T> List<String> of(T sought, List<T> outputs) {
        List<String> found = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            if (outputs.get(i).equals(sought)) {
                found.add(names.get(i));
            }
        }
        return found;
    }
}
