package dev.pullback.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.backend.Backends;
import dev.pullback.api.backend.MemoryUse;
import dev.pullback.conformance.decorator.Fault;
import dev.pullback.conformance.decorator.FaultInjecting;
import dev.pullback.conformance.kit.Candidate;
import dev.pullback.conformance.kit.Check;
import dev.pullback.conformance.kit.Kit;
import dev.pullback.conformance.kit.Report;
import dev.pullback.conformance.kit.Verdict;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A device that fails while it is checked is reported, and the kit keeps none of its memory. */
class KitUnderFaultsTest {

    private static final Kit SOME = Kit.complete()
            .only(trial -> trial.check() == Check.DONATION
                    || trial.id().startsWith("training/steps/")
                    || (trial.check() == Check.VALUES && trial.subject().equals("randombits")));

    static Stream<Fault> faults() {
        Stream<IntFunction<Fault>> kinds = Stream.of(
                Fault.AllocationFails::new, Fault.TransferFails::new, Fault.LaunchFails::new, Fault.CompileFails::new);
        return kinds.flatMap(kind -> IntStream.rangeClosed(1, 20).mapToObj(kind));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void the_kit_gives_everything_back(Fault fault) {
        var faulty = new FaultInjecting(Backends.open("cpu"), fault);
        try (var candidate = new Candidate(options -> options.fusion() ? faulty : Backends.open("cpu", options))) {
            Report report = SOME.run(candidate, List.of(), _ -> {});
            assertEquals(List.of(fault), faulty.fired());
            assertTrue(report.count(Verdict.FAILED) > 0, "the fault is reported");
            assertEquals(MemoryUse.NONE, faulty.memory());
        }
    }
}
