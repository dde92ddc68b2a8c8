package dev.pullback.conformance.cases;

import static dev.pullback.api.tensor.Functions.logSoftmax;
import static dev.pullback.api.tensor.Functions.logSumExp;
import static dev.pullback.conformance.cases.DrawnCases.floats;
import static dev.pullback.conformance.cases.DrawnCases.indices;

import dev.pullback.api.jacobian.Derivatives;
import dev.pullback.api.op.Comparison;
import dev.pullback.api.tensor.Functions;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.type.DType;

/** Reductions with what stands before and behind them, and rows that are reduced and used again. */
final class ReductionExpressions {

    private ReductionExpressions() {}

    static void addTo(DrawnCases cases) {
        reductions(cases);
        aroundReductions(cases);
        rows(cases);
    }

    private static void reductions(DrawnCases cases) {
        cases.add("log-sum-exp of large numbers", TensorFunction.of(x -> logSumExp(x.mul(100), 1)), floats(17, 33));
        cases.add("log-softmax over the first axis", TensorFunction.of(x -> logSoftmax(x, 0)), floats(17, 33));
        TensorFunction normalised = TensorFunction.of((x, scale) -> {
            Tensor centred = x.sub(x.mean(1).reshape(17, 1));
            return centred.div(centred.square().mean(1).reshape(17, 1).add(1e-5).sqrt())
                    .mul(scale);
        });
        cases.add("normalised rows", normalised, floats(17, 33), floats(33));
        cases.add(
                "the gradient of normalised rows",
                Derivatives.pull(normalised, 2),
                floats(17, 33),
                floats(33),
                floats(17, 33));
        cases.add(
                "divided by a sum of all",
                TensorFunction.of(x -> x.div(x.square().sum())),
                floats(17, 33));
        cases.add(
                "sums over axes that are not neighbours",
                TensorFunction.of(x -> x.exp().sum(0, 2, 4).add(x.max(0, 2, 4))),
                floats(2, 3, 4, 5, 3));
        cases.add("a sum of nothing", TensorFunction.of(x -> x.exp().sum(0).add(1)), floats(0, 5));
    }

    /** What is computed while it is summed, and what becomes of the sum in the same kernel. */
    private static void aroundReductions(DrawnCases cases) {
        TensorFunction distance =
                TensorFunction.of((x, y) -> x.sub(y).square().mean().sqrt());
        cases.add("a distance in one number", distance, floats(33, 17), floats(33, 17));
        cases.add("a distance of long rows", distance, floats(70_003), floats(1));
        cases.add("a distance to nothing", distance, floats(0, 3), floats(3));
        TensorFunction rows =
                TensorFunction.of((x, y, b) -> b.sub(x.mul(y).sum(1).mul(0.1)));
        cases.add("an update by sums of rows", rows, floats(17, 33), floats(33), floats(17));
        cases.add("an update by sums of long rows", rows, floats(3, 5_003), floats(5_003), floats(3));
        cases.add("an update by sums of one element", rows, floats(5, 1), floats(5, 1), floats(5));
        TensorFunction columns =
                TensorFunction.of((x, y, b) -> b.sub(x.mul(y).sum(0).mul(0.1)));
        cases.add("an update by sums of columns", columns, floats(33, 17), floats(33, 1), floats(17));
        cases.add("an update by sums of many columns", columns, floats(11, 1_300), floats(1_300), floats());
        cases.add("an update by sums of long columns", columns, floats(30_011, 3), floats(30_011, 1), floats(3));
        TensorFunction middle =
                TensorFunction.of((x, y, b) -> x.add(y).max(1).mul(b).add(b));
        cases.add("the largest of a middle axis", middle, floats(4, 33, 5), floats(33, 5), floats(4, 1));
        cases.add(
                "the largest of two middle axes",
                TensorFunction.of((x, y) -> x.mul(y).exp().max(1, 2).log()),
                floats(2, 3, 4, 5),
                floats(3, 4, 1));
        cases.add(
                "sums of whole numbers among floats",
                TensorFunction.of((x, n) -> x.compare(Comparison.GREATER, x.like(0))
                        .cast(DType.INT32)
                        .mul(n)
                        .sum(1)
                        .maximum(n.max(1))),
                floats(17, 33),
                indices(50, 17, 33));
    }

    /** Rows that are worked on as a whole: of all lengths around a vector, a group and a block. */
    private static void rows(DrawnCases cases) {
        TensorFunction softmax = TensorFunction.of(x -> Functions.softmax(x, -1));
        for (int length : new int[] {1, 2, 3, 16, 17, 150, 513, 1_024, 1_025}) {
            cases.add("softmax of rows of %,d".formatted(length), softmax, floats(5, length));
            cases.add(
                    "its gradient, rows of %,d".formatted(length),
                    Derivatives.pull(softmax, 1),
                    floats(5, length),
                    floats(5, length));
        }
        cases.add("softmax of one row", softmax, floats(33));
        cases.add("softmax of no rows", softmax, floats(0, 5));
        cases.add("softmax of many rows", softmax, floats(3, 401, 10));
        TensorFunction attention = TensorFunction.of((x, mask, column) ->
                Functions.softmax(x.mul(column).add(mask), -1).mul(column));
        cases.add(
                "softmax of rows with a mask for each of a batch",
                attention,
                floats(3, 4, 17),
                floats(3, 1, 17),
                floats(4, 1));
        cases.add(
                "log-sum-exp beside a sum",
                TensorFunction.of((x, b) -> logSumExp(x, -1).sub(x.sum(-1)).mul(b)),
                floats(4, 5, 33),
                floats(5));
        cases.add(
                "whole numbers of rows",
                TensorFunction.of(
                        n -> n.sub(n.max(1).reshape(17, 1)).mul(n.sum(1).reshape(17, 1))),
                indices(50, 17, 33));
        cases.add(
                "which of a row are its largest",
                TensorFunction.of(x -> x.compare(Comparison.EQUAL, x.max(1).reshape(17, 1))),
                floats(17, 33));
    }
}
