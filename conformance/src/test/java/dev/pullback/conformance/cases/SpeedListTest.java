package dev.pullback.conformance.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pullback.api.op.Input;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SpeedListTest {

    private static final List<SpeedCase> CASES = SpeedList.all();

    @Test
    void every_op_that_computes_something_is_timed() {
        Set<Class<?>> timed =
                CASES.stream().map(timedCase -> timedCase.one().op()).collect(Collectors.toSet());
        Set<Class<?>> ops = new HashSet<>(Vocabulary.ops());
        ops.remove(Input.class);
        assertEquals(ops, timed);
    }

    @Test
    void a_case_is_told_from_all_others_by_its_name() {
        Set<String> names = CASES.stream()
                .map(timedCase ->
                        timedCase.one().subject() + " " + timedCase.one().id())
                .collect(Collectors.toSet());
        assertEquals(CASES.size(), names.size());
    }

    @Test
    void work_is_counted_in_operations_for_products_and_in_bytes_for_others() {
        SpeedCase product = CASES.stream()
                .filter(one -> one.one().id().contains("[128,784]"))
                .findFirst()
                .orElseThrow();
        assertEquals(2L * 128 * 784 * 256, product.flops());
        SpeedCase add = CASES.stream()
                .filter(one -> one.one().subject().equals("add"))
                .findFirst()
                .orElseThrow();
        assertEquals(0, add.flops());
        assertEquals(3L * 4 * 2048 * 1024, add.bytes());
    }
}
