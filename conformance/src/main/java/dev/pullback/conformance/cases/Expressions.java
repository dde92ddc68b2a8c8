package dev.pullback.conformance.cases;

import static dev.pullback.api.tensor.Functions.barrier;
import static dev.pullback.api.tensor.Functions.logSoftmax;
import static dev.pullback.api.tensor.Functions.logSumExp;
import static dev.pullback.api.tensor.Functions.oneHot;
import static dev.pullback.api.tensor.Functions.randomUniform;

import dev.pullback.api.jacobian.Derivatives;
import dev.pullback.api.op.Comparison;
import dev.pullback.api.op.CustomOp;
import dev.pullback.api.tensor.Apply;
import dev.pullback.api.tensor.Composite;
import dev.pullback.api.tensor.Functions;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import dev.pullback.conformance.numeric.Family;
import dev.pullback.conformance.numeric.Limit;
import dev.pullback.conformance.numeric.Limits;
import dev.pullback.conformance.numeric.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Several ops at once, the way networks use them: what a planner fuses, shares and reorders. */
public final class Expressions {

    private static final Limit LIMIT = Limit.whole(Limits.EXPRESSION);

    private final List<Case> cases = new ArrayList<>();
    private int drawn;

    private Expressions() {}

    public static List<Case> all() {
        var all = new Expressions();
        all.layers();
        all.losses();
        all.sharing();
        all.barriers();
        all.reductions();
        all.aroundReductions();
        all.rows();
        all.mixedTypes();
        return all.cases;
    }

    private void layers() {
        TensorFunction layer = TensorFunction.of((x, w, b) -> x.matmul(w).add(b).sigmoid());
        add("bias and sigmoid behind a product", layer, floats(17, 33), floats(33, 9), floats(9));
        add("one bias per row behind a product", layer, floats(17, 33), floats(33, 9), floats(17, 1));
        add("a scalar bias behind a product", layer, floats(17, 33), floats(33, 9), floats());
        add("a full matrix added to a product", layer, floats(17, 33), floats(33, 9), floats(17, 9));
        add(
                "relu behind a batch of products",
                TensorFunction.of((x, w, b) -> x.matmul(w).add(b).relu()),
                floats(3, 5, 7),
                floats(3, 7, 4),
                floats(4));
        add(
                "tanh behind a batch with a shared matrix",
                TensorFunction.of((x, w, b) -> x.matmul(w).add(b).tanh()),
                floats(2, 3, 5, 7),
                floats(7, 4),
                floats(3, 1, 4));
        add("a vector times a matrix", layer, floats(33), floats(33, 9), floats(9));
        add("the gradient of a layer", pull(layer, 3), floats(17, 33), floats(33, 9), floats(9), floats(17, 9));
        add(
                "the tangent of a layer",
                Derivatives.push(layer),
                floats(17, 33),
                floats(33, 9),
                floats(9),
                floats(17, 33),
                floats(33, 9),
                floats(9));
        add(
                "the gradient of a layer on an empty batch",
                pull(layer, 3),
                floats(0, 4),
                floats(4, 3),
                floats(3),
                floats(0, 3));
        add(
                "transposed operands",
                TensorFunction.of((x, w) -> x.transpose().matmul(w.transpose()).relu()),
                floats(33, 17),
                floats(9, 33));
        add(
                "two products in one sum",
                inputs -> List.of(inputs.get(0)
                        .matmul(inputs.get(1))
                        .add(inputs.get(2).matmul(inputs.get(3)))
                        .tanh()),
                floats(17, 5),
                floats(5, 9),
                floats(17, 7),
                floats(7, 9));
        add(
                "a product of products",
                TensorFunction.of((a, b, c) -> a.matmul(b).matmul(c)),
                floats(17, 33),
                floats(33, 9),
                floats(9, 31));
        add(
                "a product times its own operand",
                TensorFunction.of((x, w) -> x.matmul(w).sigmoid().mul(x)),
                floats(17, 17),
                floats(17, 17));
        add("a matrix times itself", TensorFunction.of(x -> x.matmul(x).add(x)), floats(17, 17));
        add("a step of gradient descent", Expressions::stepped, floats(17, 9), floats(9, 5), floats(17, 5));
        add(
                "a layer of a user's own op",
                inputs -> List.of(Apply.op(new Swish(), inputs.get(0).matmul(inputs.get(1)))),
                floats(17, 9),
                floats(9, 5));
    }

    private void losses() {
        TensorFunction meanSquares = TensorFunction.of(
                (x, w, y) -> x.matmul(w).sigmoid().sub(y).square().mean());
        TensorFunction sumSquares = TensorFunction.of(
                (x, w, y) -> x.matmul(w).sigmoid().sub(y).square().sum());
        add(
                "the mean of squares and its gradient",
                Derivatives.valueAndGradient(meanSquares),
                floats(17, 9),
                floats(9, 5),
                floats(17, 5));
        add(
                "the sum of squares and its gradient",
                Derivatives.valueAndGradient(sumSquares),
                floats(17, 9),
                floats(9, 5),
                floats(17, 5));
        add("softmax cross-entropy and its gradient", Expressions::crossEntropy, floats(17, 10), indices(10, 17));
        add(
                "softmax cross-entropy of two layers",
                Expressions::twoLayers,
                floats(17, 9),
                floats(9, 13),
                floats(13),
                floats(13, 10),
                floats(10),
                indices(10, 17));
        add("curvature: a push over a gradient", Expressions::curvature, floats(7, 9), floats(9, 5), floats(9, 5));
    }

    private void sharing() {
        add(
                "a value that two results need",
                inputs -> {
                    Tensor h = inputs.get(0).matmul(inputs.get(1));
                    return List.of(h, h.sigmoid(), h.sum(0));
                },
                floats(17, 9),
                floats(9, 5));
        add(
                "one result twice, and an input as result",
                inputs -> {
                    Tensor y = inputs.get(0).exp();
                    return List.of(y, y, inputs.get(0), y.reshape(35));
                },
                floats(5, 7));
        add(
                "a chain longer than one kernel",
                TensorFunction.of(x -> {
                    Tensor y = x;
                    for (int i = 0; i < 35; i++) {
                        y = y.mul(0.9).add(x).tanh();
                    }
                    return y;
                }),
                floats(65));
        add(
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
        add(
                "slices joined and multiplied",
                TensorFunction.of((x, w) -> Functions.concat(
                                1, x.slice(1, 5, 9), x.slice(1, 0, 5).neg())
                        .matmul(w)),
                floats(17, 9),
                floats(9, 5));
        add("an embedding and its gradient", Expressions::embedding, floats(13, 7), indices(13, 9), floats(7, 5));
    }

    private void barriers() {
        TensorFunction twice = TensorFunction.of((x, w) -> {
            Tensor once = x.matmul(w).sigmoid();
            Tensor again = barrier(x, once.sum(0)).matmul(w).sigmoid();
            return once.mul(again.add(barrier(w.sum(0).sigmoid(), again).tanh()));
        });
        add("a layer computed again behind a barrier", twice, floats(17, 9), floats(9, 5));
        add("its gradient", pull(twice, 2), floats(17, 9), floats(9, 5), floats(17, 5));
        add("its tangent", Derivatives.push(twice), floats(17, 9), floats(9, 5), floats(17, 9), floats(9, 5));
        TensorFunction checkpointed = Derivatives.checkpoint(
                TensorFunction.of((x, w) -> x.matmul(w).tanh().matmul(w).sigmoid()));
        add(
                "the gradient of a checkpointed function",
                pull(checkpointed, 2),
                floats(17, 9),
                floats(9, 9),
                floats(17, 9));
        add(
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

    private void reductions() {
        add("log-sum-exp of large numbers", TensorFunction.of(x -> logSumExp(x.mul(100), 1)), floats(17, 33));
        add("log-softmax over the first axis", TensorFunction.of(x -> logSoftmax(x, 0)), floats(17, 33));
        TensorFunction normalised = TensorFunction.of((x, scale) -> {
            Tensor centred = x.sub(x.mean(1).reshape(17, 1));
            return centred.div(centred.square().mean(1).reshape(17, 1).add(1e-5).sqrt())
                    .mul(scale);
        });
        add("normalised rows", normalised, floats(17, 33), floats(33));
        add("the gradient of normalised rows", pull(normalised, 2), floats(17, 33), floats(33), floats(17, 33));
        add("divided by a sum of all", TensorFunction.of(x -> x.div(x.square().sum())), floats(17, 33));
        add(
                "sums over axes that are not neighbours",
                TensorFunction.of(x -> x.exp().sum(0, 2, 4).add(x.max(0, 2, 4))),
                floats(2, 3, 4, 5, 3));
        add("a sum of nothing", TensorFunction.of(x -> x.exp().sum(0).add(1)), floats(0, 5));
    }

    /** Rows that are worked on as a whole: of all lengths around a vector, a group and a block. */
    private void rows() {
        TensorFunction softmax = TensorFunction.of(x -> Functions.softmax(x, -1));
        for (int length : new int[] {1, 2, 3, 16, 17, 150, 513, 1_024, 1_025}) {
            add("softmax of rows of %,d".formatted(length), softmax, floats(5, length));
            add("its gradient, rows of %,d".formatted(length), pull(softmax, 1), floats(5, length), floats(5, length));
        }
        add("softmax of one row", softmax, floats(33));
        add("softmax of no rows", softmax, floats(0, 5));
        add("softmax of many rows", softmax, floats(3, 401, 10));
        TensorFunction attention = TensorFunction.of((x, mask, column) ->
                Functions.softmax(x.mul(column).add(mask), -1).mul(column));
        add(
                "softmax of rows with a mask for each of a batch",
                attention,
                floats(3, 4, 17),
                floats(3, 1, 17),
                floats(4, 1));
        add(
                "log-sum-exp beside a sum",
                TensorFunction.of((x, b) -> logSumExp(x, -1).sub(x.sum(-1)).mul(b)),
                floats(4, 5, 33),
                floats(5));
        add(
                "whole numbers of rows",
                TensorFunction.of(
                        n -> n.sub(n.max(1).reshape(17, 1)).mul(n.sum(1).reshape(17, 1))),
                indices(50, 17, 33));
        add(
                "which of a row are its largest",
                TensorFunction.of(x -> x.compare(Comparison.EQUAL, x.max(1).reshape(17, 1))),
                floats(17, 33));
    }

    /** What is computed while it is summed, and what becomes of the sum in the same kernel. */
    private void aroundReductions() {
        TensorFunction distance =
                TensorFunction.of((x, y) -> x.sub(y).square().mean().sqrt());
        add("a distance in one number", distance, floats(33, 17), floats(33, 17));
        add("a distance of long rows", distance, floats(70_003), floats(1));
        add("a distance to nothing", distance, floats(0, 3), floats(3));
        TensorFunction rows =
                TensorFunction.of((x, y, b) -> b.sub(x.mul(y).sum(1).mul(0.1)));
        add("an update by sums of rows", rows, floats(17, 33), floats(33), floats(17));
        add("an update by sums of long rows", rows, floats(3, 5_003), floats(5_003), floats(3));
        add("an update by sums of one element", rows, floats(5, 1), floats(5, 1), floats(5));
        TensorFunction columns =
                TensorFunction.of((x, y, b) -> b.sub(x.mul(y).sum(0).mul(0.1)));
        add("an update by sums of columns", columns, floats(33, 17), floats(33, 1), floats(17));
        add("an update by sums of many columns", columns, floats(11, 1_300), floats(1_300), floats());
        add("an update by sums of long columns", columns, floats(30_011, 3), floats(30_011, 1), floats(3));
        TensorFunction middle =
                TensorFunction.of((x, y, b) -> x.add(y).max(1).mul(b).add(b));
        add("the largest of a middle axis", middle, floats(4, 33, 5), floats(33, 5), floats(4, 1));
        add(
                "the largest of two middle axes",
                TensorFunction.of((x, y) -> x.mul(y).exp().max(1, 2).log()),
                floats(2, 3, 4, 5),
                floats(3, 4, 1));
        add(
                "sums of whole numbers among floats",
                TensorFunction.of((x, n) -> x.compare(Comparison.GREATER, x.like(0))
                        .cast(DType.INT32)
                        .mul(n)
                        .sum(1)
                        .maximum(n.max(1))),
                floats(17, 33),
                indices(50, 17, 33));
    }

    private void mixedTypes() {
        add(
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
        add(
                "how many are right",
                TensorFunction.of((x, labels) -> x.argmax(1)
                        .compare(Comparison.EQUAL, labels)
                        .cast(x.dtype())
                        .mean()),
                floats(33, 10),
                indices(10, 33));
        add(
                "one-hot labels",
                TensorFunction.of(
                        (x, labels) -> x.mul(oneHot(labels, 10, x.dtype())).sum(1)),
                floats(17, 10),
                indices(10, 17));
        add(
                "a mask from random bits",
                TensorFunction.of((x, key) -> {
                    Tensor uniform = randomUniform(key, TensorType.of(x.dtype(), 17, 33));
                    return uniform.compare(Comparison.LESS, uniform.like(0.8)).select(x.div(0.8), x.like(0));
                }),
                floats(17, 33),
                indices(1000, 2));
        add(
                "a truth table",
                TensorFunction.of((a, b) -> a.cast(DType.BOOL).compare(Comparison.NOT_EQUAL, b.cast(DType.BOOL))),
                indices(2, 33),
                indices(2, 33));
    }

    private static List<Tensor> stepped(List<Tensor> inputs) {
        TensorFunction loss = TensorFunction.of(w ->
                inputs.get(0).matmul(w).sigmoid().sub(inputs.get(2)).square().mean());
        Tensor w = inputs.get(1);
        return List.of(
                w.sub(Derivatives.gradient(loss).apply(List.of(w)).getFirst().mul(0.1)));
    }

    private static Tensor crossEntropyOf(Tensor logits, Tensor labels) {
        Tensor hot = oneHot(labels, logits.shape().length(1), logits.dtype());
        return logSoftmax(logits, 1).mul(hot).sum(1).neg().mean();
    }

    private static List<Tensor> crossEntropy(List<Tensor> inputs) {
        TensorFunction loss = TensorFunction.of(logits -> crossEntropyOf(logits, inputs.get(1)));
        return Derivatives.valueAndGradient(loss).apply(inputs.subList(0, 1));
    }

    private static List<Tensor> twoLayers(List<Tensor> inputs) {
        TensorFunction loss = parameters -> {
            Tensor hidden = inputs.get(0)
                    .matmul(parameters.get(0))
                    .add(parameters.get(1))
                    .sigmoid();
            return List.of(crossEntropyOf(hidden.matmul(parameters.get(2)).add(parameters.get(3)), inputs.get(5)));
        };
        return Derivatives.valueAndGradient(loss).apply(inputs.subList(1, 5));
    }

    private static List<Tensor> curvature(List<Tensor> inputs) {
        TensorFunction loss =
                TensorFunction.of(w -> inputs.get(0).matmul(w).tanh().square().sum());
        return Derivatives.push(Derivatives.gradient(loss)).apply(inputs.subList(1, 3));
    }

    private static List<Tensor> embedding(List<Tensor> inputs) {
        TensorFunction loss = TensorFunction.of(
                (table, w) -> table.gather(0, inputs.get(1)).matmul(w).square().sum());
        return Derivatives.gradient(loss).apply(List.of(inputs.get(0), inputs.get(2)));
    }

    private static TensorFunction pull(TensorFunction function, int inputs) {
        return Derivatives.pull(function, inputs);
    }

    private Values floats(int... lengths) {
        return Family.NORMAL.draw(TensorType.of(DType.FLOAT32, lengths), drawn++);
    }

    /** Whole numbers from 0 up to a bound. */
    private Values indices(int bound, int... lengths) {
        TensorType type = TensorType.of(DType.INT32, lengths);
        return Values.of(
                type,
                new Random(drawn++)
                        .doubles(type.size(), 0, bound)
                        .map(Math::floor)
                        .toArray());
    }

    private void add(String id, TensorFunction function, Values... inputs) {
        cases.add(new Case(CustomOp.class, id, id, function, List.of(inputs), LIMIT));
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
