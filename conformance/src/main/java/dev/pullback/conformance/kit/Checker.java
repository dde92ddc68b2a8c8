package dev.pullback.conformance.kit;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.Traced;
import dev.pullback.api.type.DType;
import dev.pullback.conformance.cases.Case;
import dev.pullback.conformance.numeric.Limit;
import dev.pullback.conformance.numeric.Values;
import java.util.ArrayList;
import java.util.List;

/** Runs cases on a backend and compares every element with the oracle's. */
final class Checker {

    private final Backend backend;
    private final Backend oracle;

    Checker(Backend backend, Backend oracle) {
        this.backend = backend;
        this.oracle = oracle;
    }

    /** A case's results on the backend, and what is to be said of them. */
    record Judged(Case one, List<Values> outputs, Finding finding) {}

    /** What a case is run on instead of its own inputs. */
    @FunctionalInterface
    private interface Inputs {
        Values of(Case one, Values input);
    }

    /** Runs cases in one program, since compiling is what takes time. */
    List<Judged> check(List<Case> cases) {
        List<List<Values>> actual = run(backend, cases, (one, input) -> input);
        List<List<Values>> exact = run(oracle, cases, Checker::exactly);
        List<List<Values>> flushed = backend.capabilities().denormals()
                ? exact
                : run(oracle, cases, (one, input) -> exactly(one, input.flushed()));
        boolean ofTerms = cases.stream().anyMatch(one -> one.limit().terms() > 0);
        List<List<Values>> sums =
                ofTerms ? run(oracle, cases, (one, input) -> exactly(one, input).magnitudes()) : exact;
        List<Judged> judged = new ArrayList<>();
        for (int i = 0; i < cases.size(); i++) {
            Finding finding = Finding.RIGHT;
            for (int output = 0; output < actual.get(i).size(); output++) {
                finding = finding.and(compare(
                        cases.get(i),
                        actual.get(i).get(output),
                        exact.get(i).get(output),
                        flushed.get(i).get(output),
                        sums.get(i).get(output)));
            }
            judged.add(new Judged(cases.get(i), actual.get(i), finding));
        }
        return judged;
    }

    /** What is to be said of each case. */
    List<Finding> findings(List<Case> cases) {
        return check(cases).stream().map(Judged::finding).toList();
    }

    /** Runs cases in one program on a backend; the outputs of each. */
    static List<List<Values>> outputs(Backend on, List<Case> cases) {
        return run(on, cases, (one, input) -> input);
    }

    /** Unrounded, unless the result must be the rounded one anyway. */
    private static Values exactly(Case one, Values input) {
        return one.limit().isExact() ? input : input.promoted();
    }

    private Finding compare(Case one, Values actual, Values exact, Values flushed, Values sums) {
        DType dtype = actual.type().dtype();
        Limit limit = one.limit();
        double largest = limit.whole() == 0 ? 0 : exact.largest();
        double worst = 0;
        int wrong = 0;
        int first = -1;
        for (int i = 0; i < actual.size(); i++) {
            double error = limit.error(exact.get(i), actual.get(i), sums.get(i), largest, dtype);
            if (error > 1) {
                // Where denormals may be zero, the operands' may have been, and the result may.
                boolean zero = actual.get(i) == 0 && mayBeZero(exact.get(i), dtype);
                error = zero ? 0 : limit.error(flushed.get(i), actual.get(i), sums.get(i), largest, dtype);
            }
            worst = Math.max(worst, error);
            if (error > 1 && wrong++ == 0) {
                first = i;
            }
        }
        return wrong == 0
                ? Finding.right(worst)
                : new Finding(worst, describe(one, actual, exact, first, wrong, worst));
    }

    private static String describe(Case one, Values actual, Values exact, int first, int wrong, double worst) {
        var text = new StringBuilder(
                "%s: %d of %d elements are wrong by up to %.3g of the limit; element %d is %s, should be %s"
                        .formatted(
                                one.name(), wrong, actual.size(), worst, first, actual.get(first), exact.get(first)));
        for (Values input : one.inputs()) {
            if (input.type().equals(actual.type())) {
                text.append("; operand ").append(input.get(first));
            }
        }
        return text.append("; ").append(one.limit()).toString();
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
