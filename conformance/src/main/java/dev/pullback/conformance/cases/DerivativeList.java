package dev.pullback.conformance.cases;

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
public final class DerivativeList {

    private DerivativeList() {}

    public static List<Derivative> all() {
        return Stream.of(DType.FLOAT32, DType.FLOAT64)
                .flatMap(dtype -> of(dtype).stream())
                .toList();
    }

    public static List<Derivative> of(DType dtype) {
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
    public static List<Derivative> ofEachOp(DType dtype) {
        Map<Class<?>, Derivative> chosen = new LinkedHashMap<>();
        for (Derivative derivative : of(dtype)) {
            chosen.merge(derivative.op(), derivative, (first, other) -> isOfMatrix(first) ? first : other);
        }
        return List.copyOf(chosen.values());
    }

    /** Names of the ops with operands whose derivative nothing here is about. */
    public static Set<String> withoutCase() {
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
