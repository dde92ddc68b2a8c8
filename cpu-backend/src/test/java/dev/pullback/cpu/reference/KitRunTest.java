package dev.pullback.cpu.reference;

import static dev.pullback.cpu.reference.Sabotage.about;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.backend.BackendOptions;
import dev.pullback.api.backend.Capabilities;
import dev.pullback.api.type.DType;
import dev.pullback.conformance.decorator.DecoratedBackend;
import dev.pullback.conformance.kit.Candidate;
import dev.pullback.conformance.kit.Check;
import dev.pullback.conformance.kit.Exclusion;
import dev.pullback.conformance.kit.Kit;
import dev.pullback.conformance.kit.Outcome;
import dev.pullback.conformance.kit.Report;
import dev.pullback.conformance.kit.Trial;
import dev.pullback.conformance.kit.Verdict;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a run of the kit counts, leaves out and runs again. */
class KitRunTest {

    private static final Kit COMPLETE = Kit.complete();

    /** All dtypes, and a second's work. */
    private static final Kit NEGATIONS = COMPLETE.only(about(Check.VALUES, "neg"));

    @Test
    void a_run_of_nothing_has_not_passed() {
        Report report = run(COMPLETE.only(_ -> false), List.of());

        assertEquals(0, report.executed());
        assertFalse(report.passed());
    }

    @Test
    void a_run_in_which_everything_is_excluded_has_not_passed() {
        Report report = run(NEGATIONS, List.of(new Exclusion("values/neg/", "to see what happens")));

        assertEquals(NEGATIONS.trials().size(), report.count(Verdict.EXCLUDED));
        assertFalse(report.passed());
    }

    @Test
    void an_exclusion_covers_what_it_says_and_is_reported_with_its_reason() {
        Trial one = NEGATIONS.trials().get(7);
        var exclusion = new Exclusion(one.id(), "issue 12");

        Report report = run(NEGATIONS, List.of(exclusion));

        assertEquals(
                List.of(new Outcome(one, Verdict.EXCLUDED, 0, "issue 12")),
                report.with(Verdict.EXCLUDED).toList());
        assertEquals(NEGATIONS.trials().size() - 1, report.executed());
        assertEquals(List.of(exclusion), report.exclusions());
        assertTrue(report.passed());
    }

    @Test
    void an_exclusion_does_not_cover_a_subject_that_only_begins_alike() {
        Report report = run(COMPLETE.only(about(Check.VALUES, "sub")), List.of(new Exclusion("values/s/", "none")));

        assertEquals(0, report.count(Verdict.EXCLUDED));
    }

    @Test
    void an_exclusion_of_what_is_no_longer_there_is_a_failure() {
        var stale = new Exclusion("values/neg/00000000", "a trial that was renamed");

        Report report = run(NEGATIONS, List.of(stale));

        assertEquals(List.of(stale), report.stale());
        assertEquals(0, report.count(Verdict.FAILED));
        assertFalse(report.passed());
    }

    @Test
    void a_backend_without_float64_is_not_put_to_it_and_is_told_so() {
        Set<DType> dtypes = EnumSet.complementOf(EnumSet.of(DType.FLOAT64));
        Report report;
        try (var candidate = new Candidate(options -> new Narrow(options, dtypes))) {
            report = NEGATIONS.run(candidate, List.of(), _ -> {});
        }

        assertTrue(report.passed());
        List<Outcome> notRun = report.with(Verdict.NOT_APPLICABLE).toList();
        assertFalse(notRun.isEmpty());
        report.outcomes()
                .forEach(outcome -> assertEquals(
                        outcome.trial().name().contains("float64"),
                        outcome.verdict() == Verdict.NOT_APPLICABLE,
                        outcome.toString()));
        notRun.forEach(outcome -> assertEquals("the device has no float64", outcome.message()));
    }

    @Test
    void a_failure_is_found_again_from_its_id_alone() {
        Sabotage sabotage = KernelFaults.all().getFirst();
        Outcome failure;
        try (Candidate candidate = sabotage.bench().candidate(true)) {
            failure = COMPLETE.only(sabotage.trials())
                    .run(candidate, List.of(), _ -> {})
                    .with(Verdict.FAILED)
                    .findFirst()
                    .orElseThrow();
        }

        assertEquals(List.of(failure), replay(failure.trial().id(), sabotage).outcomes());
    }

    /** A kernel that is wrong because another was compiled before it. */
    @Test
    void a_failure_that_needs_company_is_found_again_from_its_id_alone() {
        Sabotage sabotage = KernelFaults.forgetful();
        Outcome failure;
        try (Candidate candidate = sabotage.bench().candidate(true)) {
            failure = COMPLETE.only(sabotage.trials())
                    .run(candidate, List.of(), _ -> {})
                    .with(Verdict.FAILED)
                    .findFirst()
                    .orElseThrow();
        }
        try (Candidate candidate = sabotage.bench().candidate(true)) {
            Kit alone = COMPLETE.only(failure.trial()::equals);
            assertTrue(alone.run(candidate, List.of(), _ -> {}).passed(), "alone");
        }

        Report again = replay(failure.trial().id(), sabotage);

        assertEquals(
                List.of(failure.trial()),
                again.with(Verdict.FAILED).map(Outcome::trial).toList());
    }

    @Test
    void there_is_nothing_to_replay_for_an_id_that_does_not_exist() {
        try (var candidate = new Candidate(options -> new ReferenceProvider().open("", options))) {
            assertTrue(COMPLETE.replay("values/neg/00000000", candidate).isEmpty());
        }
    }

    private static Report replay(String id, Sabotage sabotage) {
        try (Candidate fresh = sabotage.bench().candidate(true)) {
            return COMPLETE.replay(id, fresh).orElseThrow();
        }
    }

    private static Report run(Kit kit, List<Exclusion> exclusions) {
        try (var candidate = new Candidate(options -> new ReferenceProvider().open("", options))) {
            return kit.run(candidate, exclusions, _ -> {});
        }
    }

    /** The reference, saying that it computes in fewer dtypes. */
    private static final class Narrow extends DecoratedBackend {
        private final Set<DType> dtypes;

        private Narrow(BackendOptions options, Set<DType> dtypes) {
            super(new ReferenceProvider().open("", options));
            this.dtypes = dtypes;
        }

        @Override
        public Capabilities capabilities() {
            Capabilities all = super.capabilities();
            return new Capabilities(dtypes, all.denormals(), all.deterministic(), all.guards(), all.maxBufferBytes());
        }
    }
}
