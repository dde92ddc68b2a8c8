package dev.pullback.conformance;

import dev.pullback.api.op.Bilinear;
import dev.pullback.api.op.Elementwise;
import dev.pullback.api.op.General;
import dev.pullback.api.op.Linear;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every op that has operands, differentiated in both floating dtypes at points of many shapes: at smooth points, and where
 * it bends or ties.
 */
final class DerivativeList {

    private DerivativeList() {}

    static List<Derivative> all() {
        return Stream.of(DType.FLOAT32, DType.FLOAT64)
                .flatMap(dtype -> of(dtype).stream())
                .toList();
    }

    static List<Derivative> of(DType dtype) {
        return Stream.of(
                        ElementwiseDerivatives.all(dtype),
                        LayoutDerivatives.all(dtype),
                        IndexDerivatives.all(dtype),
                        ReductionDerivatives.all(dtype),
                        MatMulDerivatives.all(dtype))
                .flatMap(List::stream)
                .toList();
    }

    /** One of every op, of matrices where there are any. */
    static List<Derivative> ofEachOp(DType dtype) {
        Map<Class<?>, Derivative> chosen = new LinkedHashMap<>();
        for (Derivative derivative : of(dtype)) {
            chosen.merge(derivative.op(), derivative, (first, other) -> isOfMatrix(first) ? first : other);
        }
        return List.copyOf(chosen.values());
    }

    /** Those that a backend with these dtypes can run, by op and dtype. */
    static Map<String, List<Derivative>> groups(Set<DType> dtypes) {
        return all().stream()
                .filter(derivative -> derivative.asCase().needsOnly(dtypes))
                .collect(Collectors.groupingBy(Derivative::group, LinkedHashMap::new, Collectors.toList()));
    }

    /** Names of the ops with operands whose derivative nothing here is about. */
    static Set<String> withoutCase() {
        Set<Class<?>> covered = all().stream().map(Derivative::op).collect(Collectors.toSet());
        return Stream.of(Elementwise.class, Linear.class, Bilinear.class, General.class)
                .flatMap(family -> Vocabulary.under(family).stream())
                .filter(op -> !covered.contains(op))
                .map(Class::getSimpleName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isOfMatrix(Derivative derivative) {
        TensorType first = derivative.point().getFirst().type();
        return first.shape().rank() == 2 && first.size() > 0;
    }
}
