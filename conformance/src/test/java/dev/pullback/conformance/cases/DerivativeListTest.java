package dev.pullback.conformance.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.type.DType;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The list of derivatives itself: every op in both floating dtypes and in several shapes, nothing twice. */
class DerivativeListTest {

    @Test
    void both_floating_dtypes_have_every_op() {
        for (DType dtype : Set.of(DType.FLOAT32, DType.FLOAT64)) {
            Set<Class<?>> covered =
                    DerivativeList.of(dtype).stream().map(Derivative::op).collect(Collectors.toSet());
            assertEquals(covered.size(), DerivativeList.ofEachOp(dtype).size());
            assertEquals(
                    covered,
                    DerivativeList.all().stream().map(Derivative::op).collect(Collectors.toSet()),
                    dtype.label());
        }
    }

    @Test
    void every_op_is_differentiated_at_points_of_several_shapes() {
        DerivativeList.of(DType.FLOAT32).stream()
                .collect(Collectors.groupingBy(
                        Derivative::op,
                        Collectors.mapping(
                                one -> one.point().getFirst().type().shape().rank(), Collectors.toSet())))
                .forEach((op, ranks) -> assertTrue(ranks.size() > 1, op.getSimpleName()));
    }

    @Test
    void a_derivative_is_told_from_all_others_by_its_group_and_id() {
        Set<String> names = new HashSet<>();
        for (Derivative one : DerivativeList.all()) {
            assertTrue(names.add(one.group() + ": " + one.id()), () -> "twice: " + one.group() + ": " + one.id());
        }
    }
}
