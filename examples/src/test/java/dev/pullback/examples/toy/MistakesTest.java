package dev.pullback.examples.toy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.backend.BackendOptions;
import dev.pullback.api.backend.Device;
import dev.pullback.api.backend.Kernel;
import dev.pullback.api.backend.MemoryUse;
import dev.pullback.api.op.Op;
import dev.pullback.api.op.Sigmoid;
import dev.pullback.api.op.Tanh;
import dev.pullback.api.type.TensorType;
import dev.pullback.conformance.kit.Candidate;
import dev.pullback.conformance.kit.Check;
import dev.pullback.conformance.kit.Exclusion;
import dev.pullback.conformance.kit.Kit;
import dev.pullback.conformance.kit.Report;
import dev.pullback.conformance.kit.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The kit tells a toy with a mistake in it from one without. */
class MistakesTest {

    private static class Sound extends ToyBackend {
        Sound(BackendOptions options) {
            super(new Device("0", "Toy", Device.Kind.CPU, -1, "with a mistake"), options);
        }
    }

    /** Takes one op for another. */
    private static final class Confused extends Sound {
        Confused(BackendOptions options) {
            super(options);
        }

        @Override
        protected Optional<Kernel<ToyBuffer>> kernel(Op op, List<TensorType> operands, TensorType result) {
            return super.kernel(op instanceof Tanh ? new Sigmoid() : op, operands, result);
        }
    }

    /** Gives another result each time. */
    private static final class Moody extends Sound {
        private double mood;

        Moody(BackendOptions options) {
            super(options);
        }

        @Override
        protected Optional<Kernel<ToyBuffer>> kernel(Op op, List<TensorType> operands, TensorType result) {
            return op instanceof Tanh ? Optional.of((_, y) -> y.set(0, mood += 1)) : super.kernel(op, operands, result);
        }
    }

    /** Never gives a block back. */
    private static final class Forgetful extends Sound {
        private long blocks;

        Forgetful(BackendOptions options) {
            super(options);
        }

        @Override
        protected ToyBuffer newBuffer(TensorType type) {
            blocks++;
            return super.newBuffer(type);
        }

        @Override
        public MemoryUse memory() {
            return new MemoryUse(blocks, 0);
        }
    }

    private static Report run(Candidate.Opener opener, List<Exclusion> exclusions, Check check, String... subjects) {
        Kit kit = Kit.complete()
                .only(trial -> trial.check() == check && Set.of(subjects).contains(trial.subject()));
        try (var candidate = new Candidate(opener)) {
            return kit.run(candidate, exclusions, _ -> {});
        }
    }

    @Test
    void a_wrong_formula_fails_and_the_others_pass() {
        Report report = run(Confused::new, List.of(), Check.VALUES, "tanh", "sigmoid", "transpose");

        assertFalse(report.passed());
        assertEquals(
                Set.of("tanh"),
                Set.copyOf(report.with(Verdict.FAILED)
                        .map(outcome -> outcome.trial().subject())
                        .distinct()
                        .toList()));
        assertTrue(report.of(Check.VALUES, "sigmoid").passed());
        assertTrue(report.of(Check.VALUES, "transpose").passed());
    }

    @Test
    void a_result_that_changes_fails() {
        assertTrue(run(Sound::new, List.of(), Check.DETERMINISM, "tanh").passed());
        assertFalse(run(Moody::new, List.of(), Check.DETERMINISM, "tanh").passed());
    }

    @Test
    void memory_that_does_not_come_back_fails() {
        assertTrue(run(Sound::new, List.of(), Check.MEMORY, "buffer").passed());
        assertFalse(run(Forgetful::new, List.of(), Check.MEMORY, "buffer").passed());
    }

    @Test
    void what_is_excluded_is_counted_and_gives_its_reason() {
        var known = new Exclusion("values/tanh/", "it takes tanh for sigmoid, see issue 12");

        Report report = run(Confused::new, List.of(known), Check.VALUES, "tanh", "sigmoid");

        assertTrue(report.passed());
        assertTrue(report.with(Verdict.EXCLUDED)
                .allMatch(outcome -> outcome.message().equals(known.reason())));
        assertTrue(report.count(Verdict.EXCLUDED) > 100);
    }
}
