package dev.pullback.conformance;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.Traced;
import dev.pullback.api.type.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.opentest4j.AssertionFailedError;

/** Runs cases on a backend and compares every element with the oracle's. Counts what it has run. */
final class Checker {

    private static final int REPORTED_FAILURES = 12;

    private final Backend backend;
    private final Backend oracle;
    private final AtomicInteger executed = new AtomicInteger();

    Checker(Backend backend, Backend oracle) {
        this.backend = backend;
        this.oracle = oracle;
    }

    /** What a case is run on instead of its own inputs. */
    @FunctionalInterface
    private interface Inputs {
        Values of(Case one, Values input);
    }

    /** How many cases have been run to the end. */
    int executed() {
        return executed.get();
    }

    /**
     * Runs cases in one program, since compiling is what takes time, and returns the outputs of each.
     *
     * @throws AssertionError naming the cases that fail, each with its first wrong element
     */
    List<List<Values>> check(List<Case> cases) {
        List<String> failures = new ArrayList<>();
        List<List<Values>> actual;
        try {
            actual = run(backend, cases, (one, input) -> input);
        } catch (RuntimeException | AssertionError broken) {
            throw broken(cases, broken);
        }
        List<List<Values>> exact = run(oracle, cases, Checker::exactly);
        List<List<Values>> flushed = backend.capabilities().denormals()
                ? exact
                : run(oracle, cases, (one, input) -> exactly(one, input.flushed()));
        boolean ofTerms = cases.stream().anyMatch(one -> one.limit().terms() > 0);
        List<List<Values>> sums =
                ofTerms ? run(oracle, cases, (one, input) -> exactly(one, input).magnitudes()) : exact;
        for (int i = 0; i < cases.size(); i++) {
            for (int output = 0; output < actual.get(i).size(); output++) {
                compare(
                                cases.get(i),
                                actual.get(i).get(output),
                                exact.get(i).get(output),
                                flushed.get(i).get(output),
                                sums.get(i).get(output))
                        .ifPresent(failures::add);
            }
            executed.incrementAndGet();
        }
        if (!failures.isEmpty()) {
            throw report(cases, failures);
        }
        return actual;
    }

    /** Runs them alone, to find out which of them it is that cannot be run. */
    private AssertionError broken(List<Case> cases, Throwable broken) {
        if (cases.size() == 1) {
            return new AssertionFailedError(cases.getFirst().id() + ": " + broken, broken);
        }
        List<String> failures = new ArrayList<>();
        for (Case one : cases) {
            try {
                check(List.of(one));
            } catch (AssertionError failure) {
                failures.add(failure.getMessage());
            }
        }
        return failures.isEmpty()
                ? new AssertionFailedError("the cases run one by one, but not together: " + broken, broken)
                : report(cases, failures);
    }

    private static AssertionError report(List<Case> cases, List<String> failures) {
        String shown = String.join("\n", failures.subList(0, Math.min(REPORTED_FAILURES, failures.size())));
        return new AssertionFailedError("%d failures in %d cases of %s:%n%s"
                .formatted(failures.size(), cases.size(), cases.getFirst().group(), shown));
    }

    /** Unrounded, unless the result must be the rounded one anyway. */
    private static Values exactly(Case one, Values input) {
        return one.limit().isExact() ? input : input.promoted();
    }

    private Optional<String> compare(Case one, Values actual, Values exact, Values flushed, Values sums) {
        DType dtype = actual.type().dtype();
        double largest = one.limit().whole() == 0 ? 0 : exact.largest();
        int wrong = 0;
        String first = "";
        for (int i = 0; i < actual.size(); i++) {
            boolean right = one.limit().accepts(exact.get(i), actual.get(i), sums.get(i), largest, dtype)
                    || one.limit().accepts(flushed.get(i), actual.get(i), sums.get(i), largest, dtype)
                    || (actual.get(i) == 0 && mayBeZero(exact.get(i), dtype));
            if (!right && wrong++ == 0) {
                first = "element %d is %s, should be %s".formatted(i, actual.get(i), exact.get(i));
                for (Values input : one.inputs()) {
                    first += input.type().equals(actual.type()) ? "; operand " + input.get(i) : "";
                }
            }
        }
        return wrong == 0
                ? Optional.empty()
                : Optional.of("%s: %d of %d elements are wrong, %s, limit %s"
                        .formatted(one.id(), wrong, actual.size(), first, one.limit()));
    }

    private boolean mayBeZero(double exact, DType dtype) {
        return dtype.isFloating()
                && !backend.capabilities().denormals()
                && Math.abs(exact) < Limit.smallestNormal(dtype);
    }

    private static List<List<Values>> run(Backend on, List<Case> cases, Inputs change) {
        List<Traced> inputs = new ArrayList<>();
        List<Traced> outputs = new ArrayList<>();
        List<Values> values = new ArrayList<>();
        List<Integer> counts = new ArrayList<>();
        for (Case one : cases) {
            List<Values> given =
                    one.inputs().stream().map(input -> change.of(one, input)).toList();
            List<Traced> operands =
                    given.stream().map(input -> Traced.input(input.type(), "x")).toList();
            List<Tensor> results = one.function().apply(List.copyOf(operands));
            inputs.addAll(operands);
            results.forEach(result -> outputs.add(result.node()));
            values.addAll(given);
            counts.add(results.size());
        }
        List<Values> all = Execution.of(on, Graph.of(inputs, outputs), values);
        List<List<Values>> perCase = new ArrayList<>();
        int next = 0;
        for (int count : counts) {
            perCase.add(all.subList(next, next + count));
            next += count;
        }
        return perCase;
    }
}
