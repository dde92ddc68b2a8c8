package dev.pullback.conformance.cases;

import dev.pullback.conformance.numeric.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All cases of all ops, in groups. To test a new op, add cases for it to the list of its family. */
public final class CaseList {

    /** Each once, also where two sweeps over shapes meet. */
    private static final List<Case> ALL = Stream.of(
                    ElementwiseCases.all(),
                    LayoutCases.all(),
                    IndexCases.all(),
                    ReductionCases.all(),
                    MatMulCases.all(),
                    SourceCases.all())
            .flatMap(List::stream)
            .collect(Collectors.collectingAndThen(
                    Collectors.toMap(Case::name, one -> one, (first, _) -> first, LinkedHashMap::new),
                    byName -> List.copyOf(byName.values())));

    private CaseList() {}

    public static List<Case> all() {
        return ALL;
    }

    /** The first case of every group and shapes of operands: where families of numbers would tell nothing new. */
    public static List<Case> ofEachShape() {
        return firsts(all(), one -> one.inputs().stream().map(Values::type).toList());
    }

    /** The first case of every group and ranks of operands that has elements, and more than one. */
    public static List<Case> ofEachRank() {
        List<Case> several = all().stream()
                .filter(one -> one.inputs().stream().allMatch(input -> input.size() > 0 && input.size() < 5000))
                .filter(one -> one.inputs().stream().anyMatch(input -> input.size() > 1))
                .toList();
        return firsts(
                several,
                one -> one.inputs().stream()
                        .map(input -> input.type().shape().rank())
                        .toList());
    }

    private static List<Case> firsts(List<Case> cases, Function<Case, ?> what) {
        Map<Object, Case> firsts = new LinkedHashMap<>();
        cases.forEach(one -> firsts.putIfAbsent(List.of(one.group(), what.apply(one)), one));
        return List.copyOf(firsts.values());
    }

    /** Names of the ops of the vocabulary that no case is about. */
    public static Set<String> withoutCase() {
        Set<Class<?>> covered = all().stream().map(Case::op).collect(Collectors.toSet());
        return Vocabulary.ops().stream()
                .filter(op -> !covered.contains(op))
                .map(Class::getSimpleName)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
