package dev.pullback.conformance.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The kit as a list: nothing twice, every check there, the same every time. */
class KitTest {

    static final List<Trial> TRIALS = Kit.complete().trials();

    @Test
    void a_trial_is_told_from_all_others_by_its_id() {
        Map<String, List<String>> names = new HashMap<>();
        TRIALS.forEach(trial ->
                names.computeIfAbsent(trial.id(), none -> new ArrayList<>()).add(trial.name()));
        names.forEach((id, those) -> assertEquals(1, those.size(), () -> id + " is the id of " + those));
    }

    @Test
    void every_check_has_trials() {
        Set<Check> checks = TRIALS.stream().map(Trial::check).collect(Collectors.toSet());
        assertEquals(EnumSet.allOf(Check.class), checks);
    }

    @Test
    void ids_are_the_same_every_time_and_on_every_machine() {
        assertEquals(TRIALS, Kit.complete().trials());
        assertEquals("values/add/0073bb1c", new Trial(Check.VALUES, "add", "two and two").id());
    }

    @Test
    void more_than_ten_thousand_trials_are_about_single_ops() {
        long values =
                TRIALS.stream().filter(trial -> trial.check() == Check.VALUES).count();
        assertTrue(values > 10_000, () -> values + " trials");
    }
}
