package dev.pullback.conformance.cases;

import static dev.pullback.api.tensor.Functions.barrier;
import static dev.pullback.api.tensor.Functions.oneHot;
import static dev.pullback.api.tensor.Functions.randomUniform;
import static dev.pullback.conformance.cases.DrawnCases.floats;
import static dev.pullback.conformance.cases.DrawnCases.indices;

import dev.pullback.api.jacobian.Derivatives;
import dev.pullback.api.op.Comparison;
import dev.pullback.api.tensor.Composite;
import dev.pullback.api.tensor.Functions;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import java.util.List;

/** Several ops at once, the way networks use them: what a planner fuses, shares and reorders. */
public final class Expressions {

    private Expressions() {}

    public static List<Case> all() {
        var cases = new DrawnCases();
        LayerExpressions.addTo(cases);
        sharing(cases);
        barriers(cases);
        ReductionExpressions.addTo(cases);
        mixedTypes(cases);
        return cases.all();
    }

    private static void sharing(DrawnCases cases) {
        cases.add(
                "a value that two results need",
                inputs -> {
                    Tensor h = inputs.get(0).matmul(inputs.get(1));
                    return List.of(h, h.sigmoid(), h.sum(0));
                },
                floats(17, 9),
                floats(9, 5));
        cases.add(
                "one result twice, and an input as result",
                inputs -> {
                    Tensor y = inputs.get(0).exp();
                    return List.of(y, y, inputs.get(0), y.reshape(35));
                },
                floats(5, 7));
        cases.add(
                "a chain longer than one kernel",
                TensorFunction.of(x -> {
                    Tensor y = x;
                    for (int i = 0; i < 35; i++) {
                        y = y.mul(0.9).add(x).tanh();
                    }
                    return y;
                }),
                floats(65));
        cases.add(
                "many operands in one loop",
                inputs -> List.of(inputs.stream().reduce(Tensor::add).orElseThrow()),
                floats(33),
                floats(1),
                floats(33),
                floats(33),
                floats(),
                floats(33),
                floats(33),
                floats(33),
                floats(33),
                floats(33),
                floats(33),
                floats(33));
        cases.add(
                "slices joined and multiplied",
                TensorFunction.of((x, w) -> Functions.concat(
                                1, x.slice(1, 5, 9), x.slice(1, 0, 5).neg())
                        .matmul(w)),
                floats(17, 9),
                floats(9, 5));
        cases.add("an embedding and its gradient", Expressions::embedding, floats(13, 7), indices(13, 9), floats(7, 5));
    }

    private static void barriers(DrawnCases cases) {
        TensorFunction twice = TensorFunction.of((x, w) -> {
            Tensor once = x.matmul(w).sigmoid();
            Tensor again = barrier(x, once.sum(0)).matmul(w).sigmoid();
            return once.mul(again.add(barrier(w.sum(0).sigmoid(), again).tanh()));
        });
        cases.add("a layer computed again behind a barrier", twice, floats(17, 9), floats(9, 5));
        cases.add("its gradient", Derivatives.pull(twice, 2), floats(17, 9), floats(9, 5), floats(17, 5));
        cases.add("its tangent", Derivatives.push(twice), floats(17, 9), floats(9, 5), floats(17, 9), floats(9, 5));
        TensorFunction checkpointed = Derivatives.checkpoint(
                TensorFunction.of((x, w) -> x.matmul(w).tanh().matmul(w).sigmoid()));
        cases.add(
                "the gradient of a checkpointed function",
                Derivatives.pull(checkpointed, 2),
                floats(17, 9),
                floats(9, 9),
                floats(17, 9));
        cases.add(
                "results and inputs behind barriers",
                inputs -> {
                    Tensor y = inputs.get(0).exp();
                    return List.of(
                            barrier(y, inputs.get(1)),
                            y,
                            barrier(inputs.get(1), y),
                            barrier(y, y).neg());
                },
                floats(5, 7),
                floats(3));
    }

    private static void mixedTypes(DrawnCases cases) {
        cases.add(
                "bool and int32 among floats",
                inputs -> {
                    Tensor x = inputs.get(0);
                    Tensor n = inputs.get(1);
                    Tensor positive = x.compare(Comparison.GREATER, x.like(0));
                    Tensor even = n.sub(n.div(2).mul(2)).compare(Comparison.EQUAL, n.like(0));
                    return List.of(
                            positive.select(x.log(), even.select(x.neg(), n.cast(x.dtype()))),
                            even,
                            n.square().neg());
                },
                floats(5, 7),
                indices(50, 5, 7));
        cases.add(
                "how many are right",
                TensorFunction.of((x, labels) -> x.argmax(1)
                        .compare(Comparison.EQUAL, labels)
                        .cast(x.dtype())
                        .mean()),
                floats(33, 10),
                indices(10, 33));
        cases.add(
                "one-hot labels",
                TensorFunction.of(
                        (x, labels) -> x.mul(oneHot(labels, 10, x.dtype())).sum(1)),
                floats(17, 10),
                indices(10, 17));
        cases.add(
                "a mask from random bits",
                TensorFunction.of((x, key) -> {
                    Tensor uniform = randomUniform(key, TensorType.of(x.dtype(), 17, 33));
                    return uniform.compare(Comparison.LESS, uniform.like(0.8)).select(x.div(0.8), x.like(0));
                }),
                floats(17, 33),
                indices(1000, 2));
        cases.add(
                "a truth table",
                TensorFunction.of((a, b) -> a.cast(DType.BOOL).compare(Comparison.NOT_EQUAL, b.cast(DType.BOOL))),
                indices(2, 33),
                indices(2, 33));
    }

    private static List<Tensor> embedding(List<Tensor> inputs) {
        TensorFunction loss = TensorFunction.of(
                (table, w) -> table.gather(0, inputs.get(1)).matmul(w).square().sum());
        return Derivatives.gradient(loss).apply(List.of(inputs.get(0), inputs.get(2)));
    }

    /** x·σ(x), as a user adds it: by its meaning alone. */
    public record Swish() implements Composite {
        @Override
        public Tensor lower(List<Tensor> operands) {
            Tensor x = operands.getFirst();
            return x.mul(x.sigmoid());
        }
    }
}
