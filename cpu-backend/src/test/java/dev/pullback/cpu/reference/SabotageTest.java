package dev.pullback.cpu.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.conformance.kit.Candidate;
import dev.pullback.conformance.kit.Check;
import dev.pullback.conformance.kit.Kit;
import dev.pullback.conformance.kit.Outcome;
import dev.pullback.conformance.kit.Report;
import dev.pullback.conformance.kit.Trial;
import dev.pullback.conformance.kit.Verdict;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The kit tests itself: a backend with one fault must not pass, and it is the check meant for the fault that finds it. */
class SabotageTest {

    private static final Kit KIT = Kit.complete();

    static List<Sabotage> sabotages() {
        return Stream.of(KernelFaults.all(), GraphFaults.all(), RunFaults.all(), MemoryFaults.all())
                .flatMap(List::stream)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("sabotages")
    void a_fault_is_found_by_the_check_meant_for_it(Sabotage sabotage) {
        List<Outcome> failures = failures(sabotage, sabotage.trials(), true);

        assertFalse(failures.isEmpty(), () -> "nothing found that " + sabotage.name());
        assertTrue(
                failures.stream().anyMatch(failure -> failure.message().contains(sabotage.says())),
                () -> "no message says '%s': %s"
                        .formatted(sabotage.says(), failures.getFirst().message()));
        failures.forEach(
                failure -> assertEquals(sabotage.check(), failure.trial().check(), failure.message()));
    }

    /** So that what is found is the fault and not the way it is put in. */
    @ParameterizedTest
    @MethodSource("sabotages")
    void without_the_fault_the_same_backend_passes(Sabotage sabotage) {
        assertEquals(List.of(), failures(sabotage, sabotage.trials(), false));
    }

    /** So that the check is seen to be needed. */
    @ParameterizedTest
    @MethodSource("hidden")
    void other_checks_do_not_notice(Sabotage sabotage) {
        assertEquals(List.of(), failures(sabotage, sabotage.unnoticed(), true));
    }

    static List<Sabotage> hidden() {
        return sabotages().stream()
                .filter(sabotage -> KIT.trials().stream().anyMatch(sabotage.unnoticed()))
                .toList();
    }

    @Test
    void every_check_finds_a_fault() {
        Set<Check> meant = sabotages().stream().map(Sabotage::check).collect(Collectors.toSet());
        assertEquals(EnumSet.allOf(Check.class), meant);
    }

    private static List<Outcome> failures(Sabotage sabotage, Predicate<Trial> trials, boolean faulty) {
        try (Candidate candidate = sabotage.bench().candidate(faulty)) {
            Report report = KIT.only(trials).run(candidate, List.of(), _ -> {});
            assertTrue(report.executed() > 0, () -> "no trials for " + sabotage.name());
            assertEquals(report.outcomes().size(), report.executed(), "trials that were run");
            return report.with(Verdict.FAILED).toList();
        }
    }
}
