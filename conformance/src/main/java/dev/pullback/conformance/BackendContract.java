package dev.pullback.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.BackendOptions;
import dev.pullback.api.backend.Backends;
import dev.pullback.api.type.DType;
import java.util.Set;
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
    private static final int FLOOR = 2000;

    private Backend backend;
    private Backend oracle;
    private Checker checker;

    /** Opens the backend under test, which the contract closes again. */
    protected abstract Backend open(BackendOptions options);

    @BeforeAll
    public final void openBackends() {
        oracle = Backends.open("reference");
        backend = open(BackendOptions.defaults());
        checker = new Checker(backend, oracle);
    }

    @AfterAll
    public final void closeBackends() {
        backend.close();
        oracle.close();
    }

    @Test
    public final void every_op_of_the_vocabulary_has_cases() {
        assertEquals(Set.of(), CaseList.withoutCase());
    }

    @TestFactory
    public final Stream<DynamicTest> every_op_is_correct() {
        Set<DType> dtypes = backend.capabilities().dtypes();
        Stream<DynamicTest> ops = CaseList.groups(dtypes).entrySet().stream()
                .map(group -> dynamicTest(group.getKey(), () -> checker.check(group.getValue())));
        return Stream.concat(
                ops,
                Stream.of(dynamicTest(
                        "no case was left out",
                        () -> assertTrue(
                                checker.executed() >= FLOOR,
                                () -> "only %d cases were executed".formatted(checker.executed())))));
    }

    @Test
    public final void every_op_with_operands_is_differentiated() {
        assertEquals(Set.of(), DerivativeList.withoutCase());
    }

    @TestFactory
    public final Stream<DynamicTest> the_oracles_derivatives_are_those_of_differences() {
        return DerivativeList.all().stream()
                .filter(Derivative::smooth)
                .map(derivative -> dynamicTest(derivative.id(), () -> FiniteDifferences.check(derivative, oracle)));
    }

    @TestFactory
    public final Stream<DynamicTest> push_and_pull_of_every_op_are_correct() {
        return DerivativeList.byOp(backend.capabilities().dtypes()).entrySet().stream()
                .map(op -> dynamicTest(op.getKey(), () -> PushAndPull.check(op.getValue(), checker)));
    }
}
