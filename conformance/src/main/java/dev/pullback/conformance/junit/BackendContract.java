package dev.pullback.conformance.junit;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.BackendOptions;
import dev.pullback.api.type.DType;
import dev.pullback.conformance.kit.Candidate;
import dev.pullback.conformance.kit.Check;
import dev.pullback.conformance.kit.Exclusion;
import dev.pullback.conformance.kit.Kit;
import dev.pullback.conformance.kit.Outcome;
import dev.pullback.conformance.kit.Report;
import dev.pullback.conformance.kit.Trial;
import dev.pullback.conformance.kit.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestReporter;

/**
 * What every backend must do. A backend's own test is this class and one method:
 *
 * <pre>{@code
 * class CpuContractTest extends BackendContract {
 *     @Override
 *     protected Backend open(BackendOptions options) {
 *         return new CpuProvider().open("", options);
 *     }
 * }
 * }</pre>
 *
 * The oracle is the backend {@code reference}, which must be on the test path. What fails is named by an id; {@code
 * ./pullback check --case ID} runs it again.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("exports") // who has no JUnit has no use for this class
public abstract class BackendContract {

    private static final int REPORTED_FAILURES = 12;

    private final List<Outcome> outcomes = new ArrayList<>();
    private Candidate candidate;

    /** Opens the backend under test, which the contract closes again. */
    protected abstract Backend open(BackendOptions options);

    /** Opens a second way to the same device, through which all results must have the same bits. Most backends have none. */
    protected Optional<Candidate.Opener> twin() {
        return Optional.empty();
    }

    /** What is run: everything that a backend must do. */
    protected Kit kit() {
        return Kit.complete();
    }

    /** Trials to be left out, each with its reason. */
    protected List<Exclusion> exclusions() {
        return List.of();
    }

    @BeforeAll
    public final void openBackends() {
        candidate = twin().map(new Candidate(this::open)::withTwin).orElseGet(() -> new Candidate(this::open));
    }

    @AfterAll
    public final void closeBackends() {
        candidate.close();
    }

    /** One container per check, one test per batch of trials; at the end, that none was left out. */
    @TestFactory
    public final Stream<DynamicNode> it_passes_the_kit(TestReporter reporter) {
        Map<Check, List<Kit>> checks = kit().batches().stream()
                .collect(Collectors.groupingBy(
                        batch -> batch.trials().getFirst().check(), LinkedHashMap::new, Collectors.toList()));
        Stream<DynamicContainer> tests = checks.entrySet().stream()
                .map(check -> dynamicContainer(
                        check.getKey().promise(), check.getValue().stream().map(this::test)));
        return Stream.concat(tests, Stream.of(dynamicTest("no trial was left out", () -> requireAll(reporter))));
    }

    private DynamicTest test(Kit batch) {
        Trial first = batch.trials().getFirst();
        int more = batch.trials().size() - 1;
        String name = more == 0 ? first.toString() : "%s and %d more".formatted(first, more);
        return dynamicTest(name, () -> {
            Report report = batch.run(candidate, exclusions(), outcomes::add);
            if (report.count(Verdict.FAILED) > 0) {
                fail(failures(report));
            }
        });
    }

    private static String failures(Report report) {
        String shown = report.with(Verdict.FAILED)
                .limit(REPORTED_FAILURES)
                .map(outcome -> "%n  %s%n    %s".formatted(outcome.trial(), outcome.message()))
                .collect(Collectors.joining());
        return "%d of %d trials failed:%s"
                .formatted(report.count(Verdict.FAILED), report.outcomes().size(), shown);
    }

    private void requireAll(TestReporter reporter) {
        var report = new Report(outcomes, exclusions());
        report.with(Verdict.EXCLUDED)
                .forEach(outcome -> reporter.publishEntry("excluded", outcome.trial() + ": " + outcome.message()));
        report.with(Verdict.NOT_APPLICABLE)
                .collect(Collectors.groupingBy(Outcome::message, Collectors.counting()))
                .forEach((reason, count) -> reporter.publishEntry("not applicable", count + " trials: " + reason));
        boolean everyDType = candidate.backend().capabilities().dtypes().size() == DType.values().length;
        int floor = everyDType ? Kit.FLOOR : Kit.FLOOR_WITHOUT_FLOAT64;
        assertTrue(
                report.executed() >= floor,
                () -> "only %,d trials were executed, at least %,d must be".formatted(report.executed(), floor));
        assertTrue(report.stale().isEmpty(), () -> "exclusions of trials that do not exist: " + report.stale());
    }
}
