package dev.pullback.conformance;

import dev.pullback.api.type.DType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All cases of all ops, in groups. To test a new op, add cases for it to the list of its family. */
final class CaseList {

    private CaseList() {}

    /** Each once, also where two sweeps over shapes meet. */
    static List<Case> all() {
        Map<String, Case> byName = new LinkedHashMap<>();
        Stream.of(
                        ElementwiseCases.all(),
                        LayoutCases.all(),
                        IndexCases.all(),
                        ReductionCases.all(),
                        MatMulCases.all(),
                        SourceCases.all())
                .flatMap(List::stream)
                .forEach(one -> byName.putIfAbsent(one.group() + ": " + one.id(), one));
        return List.copyOf(byName.values());
    }

    /** The cases that a backend with these dtypes can run, by group in the order of the list. */
    static Map<String, List<Case>> groups(Set<DType> dtypes) {
        return all().stream()
                .filter(one -> one.needsOnly(dtypes))
                .collect(Collectors.groupingBy(Case::group, LinkedHashMap::new, Collectors.toList()));
    }

    /** Names of the ops of the vocabulary that no case is about. */
    static Set<String> withoutCase() {
        Set<Class<?>> covered = all().stream().map(Case::op).collect(Collectors.toSet());
        return Vocabulary.ops().stream()
                .filter(op -> !covered.contains(op))
                .map(Class::getSimpleName)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
