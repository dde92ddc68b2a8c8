package dev.pullback.conformance.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.op.MatMul;
import dev.pullback.api.op.StopGradient;
import dev.pullback.conformance.numeric.Values;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The list of cases itself: nothing forgotten, nothing twice, the same on every machine. */
class CaseListTest {

    private static final List<Case> CASES = CaseList.all();

    @Test
    void every_op_of_the_vocabulary_has_cases() {
        assertEquals(Set.of(), CaseList.withoutCase());
        assertEquals(Set.of(), DerivativeList.withoutCase());
    }

    @Test
    void the_vocabulary_is_read_off_the_sealed_types() {
        assertTrue(Vocabulary.ops().containsAll(List.of(MatMul.class, StopGradient.class)));
        assertTrue(Vocabulary.ops().stream().allMatch(Class::isRecord));
        assertFalse(Vocabulary.ops().contains(Expressions.Swish.class));
    }

    @Test
    void a_case_is_told_from_all_others_by_its_group_and_id() {
        Set<String> names = new HashSet<>();
        for (Case one : CASES) {
            assertTrue(names.add(one.group() + ": " + one.id()), () -> "twice: " + one.group() + ": " + one.id());
        }
    }

    @Test
    void inputs_are_the_same_every_time() {
        List<Case> again = CaseList.all();
        for (int i = 0; i < CASES.size(); i += 97) {
            for (int input = 0; input < CASES.get(i).inputs().size(); input++) {
                assertTrue(
                        CASES.get(i)
                                .inputs()
                                .get(input)
                                .sameBits(again.get(i).inputs().get(input)),
                        CASES.get(i).id());
            }
        }
    }

    @Test
    void inputs_are_numbers_of_their_dtype() {
        for (Case one : CASES) {
            for (Values input : one.inputs()) {
                assertTrue(
                        input.sameBits(Values.read(input.type(), input.toMemory())),
                        () -> one.group() + ": " + one.id());
            }
        }
    }
}
