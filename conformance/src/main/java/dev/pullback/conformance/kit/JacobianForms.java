package dev.pullback.conformance.kit;

import dev.pullback.api.jacobian.Derivatives;
import dev.pullback.api.jacobian.Jacobian;
import dev.pullback.api.jacobian.Linearization;
import dev.pullback.api.op.Comparison;
import dev.pullback.api.tensor.Functions;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.tensor.Traced;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.Shape;
import dev.pullback.api.type.TensorType;
import dev.pullback.conformance.cases.Case;
import dev.pullback.conformance.cases.Derivative;
import dev.pullback.conformance.cases.DerivativeList;
import dev.pullback.conformance.numeric.Family;
import dev.pullback.conformance.numeric.Limits;
import dev.pullback.conformance.numeric.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * A Jacobian says the same in all its forms: the matrix, its columns by push, its rows by pull, its transpose, and many
 * directions at once or one by one.
 */
final class JacobianForms {

    /** So many directions at once, on two leading axes. */
    private static final int[] LEADING = {2, 2};

    private final String what;
    private final Derivative derivative;
    private final TensorType result;

    private JacobianForms(String what, Derivative derivative) {
        this.what = what;
        this.derivative = derivative;
        List<Tensor> inputs = derivative.point().stream()
                .<Tensor>map(input -> Traced.input(input.type(), "x"))
                .toList();
        this.result = derivative.function().apply(inputs).getFirst().type();
    }

    /** One of every op: the others differ in shape alone. */
    static List<Batch> batches() {
        return batches("Jacobian of ", DerivativeList.ofEachOp(DType.FLOAT32));
    }

    /** Forms of given derivatives, held against the oracle's and against one another. */
    static List<Batch> batches(String what, List<Derivative> derivatives) {
        return derivatives.stream()
                .map(derivative -> new JacobianForms(what, derivative))
                .<Batch>map(forms -> new CaseBatch(Check.JACOBIANS, List.of(forms.asCase()), forms::check))
                .toList();
    }

    private List<Finding> check(Candidate candidate, List<Case> cases) {
        Checker.Judged judged = new Checker(candidate.backend(), candidate.oracle())
                .check(cases)
                .getFirst();
        if (!judged.finding().isRight()) {
            return List.of(judged.finding());
        }
        return List.of(judged.finding().and(Finding.right(compare(judged.outputs()))));
    }

    /** The inputs are x, then for each floating one directions v of its type and w of the result's. */
    private Case asCase() {
        List<Values> inputs = new ArrayList<>(derivative.point());
        for (int input : floating()) {
            inputs.add(directions(derivative.point().get(input).type(), "v" + input));
            inputs.add(directions(result, "w" + input));
        }
        TensorFunction forms = operands -> {
            int count = derivative.point().size();
            Linearization at = Derivatives.linearize(
                    derivative.function(), operands.subList(0, count).toArray(Tensor[]::new));
            List<Tensor> results = new ArrayList<>();
            int next = count;
            for (int input : floating()) {
                results.addAll(forms(at.jacobian(0, input), operands.get(next), operands.get(next + 1)));
                next += 2;
            }
            return results;
        };
        return new Case(derivative.op(), what + derivative.group(), derivative.id(), forms, inputs, derivative.limit());
    }

    private List<Integer> floating() {
        return IntStream.range(0, derivative.point().size())
                .filter(i -> derivative.point().get(i).type().dtype().isFloating())
                .boxed()
                .toList();
    }

    private Values directions(TensorType type, String role) {
        return Family.AWAY_FROM_ZERO.draw(type.with(leading(LEADING, type)), (derivative.id() + role).hashCode());
    }

    private static List<Tensor> forms(Jacobian j, Tensor v, Tensor w) {
        int rows = Math.toIntExact(j.codomain().size());
        int columns = Math.toIntExact(j.domain().size());
        List<Tensor> forms = new ArrayList<>();
        forms.add(j.dense());
        forms.add(j.push(basis(j.domain())).reshape(columns, rows).transpose());
        forms.add(j.pull(basis(j.codomain())).reshape(rows, columns));
        forms.add(j.transpose().dense().transpose());
        forms.add(j.push(v));
        forms.add(oneByOne(v, j.domain(), j.codomain(), j::push));
        forms.add(j.pull(w));
        forms.add(oneByOne(w, j.codomain(), j.domain(), j::pull));
        forms.add(j.transpose().push(w));
        return forms;
    }

    /** The unit vectors, {@code [size, type..]}. */
    private static Tensor basis(TensorType type) {
        int size = Math.toIntExact(type.size());
        TensorType matrix = TensorType.of(DType.INT32, size, size);
        Tensor unit = Functions.iota(matrix, 0).compare(Comparison.EQUAL, Functions.iota(matrix, 1));
        return unit.cast(type.dtype()).reshape(leading(new int[] {size}, type));
    }

    private static Tensor oneByOne(
            Tensor directions, TensorType from, TensorType to, java.util.function.UnaryOperator<Tensor> map) {
        int count = LEADING[0] * LEADING[1];
        Tensor rows = directions.reshape(leading(new int[] {count}, from));
        Tensor[] results = new Tensor[count];
        for (int i = 0; i < count; i++) {
            Tensor one = rows.slice(0, i, i + 1).reshape(from.shape());
            results[i] = map.apply(one).reshape(leading(new int[] {1}, to));
        }
        return Functions.concat(0, results).reshape(leading(LEADING, to));
    }

    private static Shape leading(int[] front, TensorType type) {
        int[] lengths =
                java.util.Arrays.copyOf(front, front.length + type.shape().rank());
        System.arraycopy(
                type.shape().lengths(), 0, lengths, front.length, type.shape().rank());
        return Shape.of(lengths);
    }

    /** Returns the worst error in units of the limit. */
    private double compare(List<Values> results) {
        double worst = 0;
        for (int next = 0; next < results.size(); next += 9) {
            List<Values> forms = results.subList(next, next + 9);
            worst = DoubleStream.of(
                            worst,
                            difference("columns by push", forms.get(0), forms.get(1)),
                            difference("rows by pull", forms.get(0), forms.get(2)),
                            difference("the transpose", forms.get(0), forms.get(3)),
                            difference("push one by one", forms.get(4), forms.get(5)),
                            difference("pull one by one", forms.get(6), forms.get(7)),
                            difference("push of the transpose", forms.get(6), forms.get(8)))
                    .max()
                    .orElseThrow();
        }
        return worst;
    }

    private double difference(String what, Values expected, Values actual) {
        // Pushed numbers have the dtype of the result, pulled ones that of the input.
        Expect.equal(expected.type().shape(), actual.type().shape(), what);
        double tolerance = Limits.FORMS * Math.max(1, expected.largest());
        double worst = 0;
        for (int i = 0; i < expected.size(); i++) {
            int element = i;
            double error = Expect.near(
                    expected.get(i),
                    actual.get(i),
                    tolerance,
                    () -> "%s of %s at element %d".formatted(what, derivative.id(), element));
            worst = Math.max(worst, error);
        }
        return worst;
    }
}
