package dev.pullback.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.BackendOptions;
import dev.pullback.api.backend.Backends;
import dev.pullback.api.type.DType;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

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
 * The oracle is the backend {@code reference}, which must be on the test path.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class BackendContract {

    /** Fewer cases than this, and something was left out. */
    private static final int FLOOR = 9000;

    private static final int TRAINING_STEPS = 5;

    private Backend backend;
    private Backend unfused;
    private Backend oracle;
    private Checker checker;

    /** Opens the backend under test, which the contract closes again. */
    protected abstract Backend open(BackendOptions options);

    @BeforeAll
    public final void openBackends() {
        oracle = Backends.open("reference");
        backend = open(BackendOptions.defaults());
        unfused = open(BackendOptions.defaults().withFusion(false));
        checker = new Checker(backend, oracle);
    }

    @AfterAll
    public final void closeBackends() {
        backend.close();
        unfused.close();
        oracle.close();
    }

    @Test
    public final void every_op_of_the_vocabulary_has_cases() {
        assertEquals(Set.of(), CaseList.withoutCase());
    }

    @TestFactory
    public final Stream<DynamicTest> every_op_is_correct() {
        var counting = new Checker(backend, oracle);
        Set<DType> dtypes = backend.capabilities().dtypes();
        Stream<DynamicTest> ops = CaseList.groups(dtypes).entrySet().stream()
                .map(group -> dynamicTest(group.getKey(), () -> counting.check(group.getValue())));
        return Stream.concat(
                ops,
                Stream.of(dynamicTest(
                        "no case was left out",
                        () -> assertTrue(
                                counting.executed() >= FLOOR,
                                () -> "only %d cases were executed".formatted(counting.executed())))));
    }

    @Test
    public final void every_op_with_operands_is_differentiated() {
        assertEquals(Set.of(), DerivativeList.withoutCase());
    }

    @TestFactory
    public final Stream<DynamicTest> the_oracles_derivatives_are_those_of_differences() {
        // Differences are taken in float64 whatever the dtype of the point, so one dtype stands for both.
        return DerivativeList.of(DType.FLOAT32).stream()
                .map(derivative ->
                        dynamicTest(derivative.id(), () -> GradientsByDifferences.check(derivative, oracle)));
    }

    @TestFactory
    public final Stream<DynamicTest> push_and_pull_of_every_op_are_correct() {
        return DerivativeList.groups(backend.capabilities().dtypes()).entrySet().stream()
                .map(op -> dynamicTest(op.getKey(), () -> PushAndPull.check(op.getValue(), checker)));
    }

    /** On the oracle for every derivative, here for one of every op: the others differ in shape alone. */
    @TestFactory
    public final Stream<DynamicTest> a_jacobian_says_the_same_in_all_its_forms() {
        var exact = new Checker(oracle, oracle);
        return Stream.concat(
                DerivativeList.ofEachOp(DType.FLOAT32).stream()
                        .map(one -> dynamicTest(one.group(), () -> JacobianForms.check(List.of(one), checker))),
                DerivativeList.of(DType.FLOAT32).stream()
                        .map(one -> dynamicTest(
                                one.id() + " on the oracle", () -> JacobianForms.check(List.of(one), exact))));
    }

    @Test
    public final void nested_derivatives_keep_their_variables_apart() {
        Nesting.check(backend);
    }

    @Test
    public final void where_functions_bend_the_derivative_is_the_documented_one() {
        Kinks.check(backend);
    }

    @Test
    public final void the_hessian_of_a_network_is_the_oracles_with_fusion_and_without() {
        checker.check(List.of(Curvature.ofANetwork()));
        new Checker(unfused, oracle).check(List.of(Curvature.ofANetwork()));
    }

    @TestFactory
    public final Stream<DynamicTest> expressions_are_correct_with_fusion_and_without() {
        var unfusedChecker = new Checker(unfused, oracle);
        return Expressions.all().stream()
                .flatMap(one -> Stream.of(
                        dynamicTest(one.id(), () -> checker.check(List.of(one))),
                        dynamicTest(one.id() + ", unfused", () -> unfusedChecker.check(List.of(one)))));
    }

    @TestFactory
    public final Stream<DynamicTest> donated_inputs_are_overwritten_last() {
        return Donating.all().stream()
                .flatMap(one -> Stream.of(
                        dynamicTest(one.id(), () -> one.check(backend, oracle)),
                        dynamicTest(one.id() + ", unfused", () -> one.check(unfused, oracle))));
    }

    @TestFactory
    public final Stream<DynamicTest> the_first_steps_of_training_are_the_oracles() {
        return Stream.of(Training.values())
                .flatMap(training -> Stream.of(
                        dynamicTest(training.name(), () -> trainsLikeTheOracle(training, backend)),
                        dynamicTest(training + ", unfused", () -> trainsLikeTheOracle(training, unfused))));
    }

    private void trainsLikeTheOracle(Training training, Backend tested) {
        List<Double> expected = training.run(oracle, TRAINING_STEPS).losses();
        List<Double> losses = training.run(tested, TRAINING_STEPS).losses();
        for (int step = 0; step < TRAINING_STEPS; step++) {
            assertEquals(
                    expected.get(step), losses.get(step), Limits.TRAINING * expected.get(step), "loss of step " + step);
        }
        assertTrue(losses.getLast() < losses.getFirst(), () -> "the loss falls: " + losses);
    }

    @TestFactory
    public final Stream<DynamicTest> wrong_use_is_refused() {
        return new Refusals(backend, oracle, () -> open(BackendOptions.defaults())).all();
    }

    @TestFactory
    public final Stream<DynamicTest> buffers_keep_what_is_written() {
        return backend.capabilities().dtypes().stream()
                .sorted()
                .flatMap(dtype -> IntStream.of(0, 1, 3, 65, 1_000_003)
                        .mapToObj(length -> dynamicTest(
                                "%s[%d]".formatted(dtype.label(), length),
                                () -> Conduct.keepsWhatIsWritten(backend, dtype, length))));
    }

    @Test
    public final void it_describes_itself() {
        Conduct.describesItself(backend);
    }

    @Test
    public final void writes_and_runs_keep_their_order() {
        Conduct.keepsTheOrderOfWritesAndRuns(backend);
    }

    @Test
    public final void tensors_end_with_their_scope() {
        Conduct.closesTensorsWithTheirScope(backend);
    }

    @Test
    public final void the_same_work_gives_the_same_bits() {
        Conduct.givesTheSameBitsTwice(backend, Training.SQUARES);
        Conduct.givesTheSameBitsTwice(backend, Training.CROSS_ENTROPY);
    }

    @Test
    public final void two_threads_do_not_notice_each_other() throws Exception {
        Conduct.servesTwoThreads(backend);
    }

    @Test
    public final void two_threads_may_share_a_program() throws Exception {
        Conduct.sharesOneProgram(backend);
    }

    @Test
    public final void a_profile_counts_launches_if_asked_to() {
        try (Backend counting = open(BackendOptions.defaults().withProfile(true))) {
            Conduct.countsWhatRan(counting, backend);
        }
    }
}
