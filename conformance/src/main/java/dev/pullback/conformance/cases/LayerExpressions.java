package dev.pullback.conformance.cases;

import static dev.pullback.api.tensor.Functions.logSoftmax;
import static dev.pullback.api.tensor.Functions.oneHot;
import static dev.pullback.conformance.cases.DrawnCases.floats;
import static dev.pullback.conformance.cases.DrawnCases.indices;

import dev.pullback.api.jacobian.Derivatives;
import dev.pullback.api.tensor.Apply;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.TensorFunction;
import java.util.List;

/** Products with what stands around them in a layer, and losses with their gradients. */
final class LayerExpressions {

    private LayerExpressions() {}

    static void addTo(DrawnCases cases) {
        layers(cases);
        losses(cases);
    }

    private static void layers(DrawnCases cases) {
        TensorFunction layer = TensorFunction.of((x, w, b) -> x.matmul(w).add(b).sigmoid());
        cases.add("bias and sigmoid behind a product", layer, floats(17, 33), floats(33, 9), floats(9));
        cases.add("one bias per row behind a product", layer, floats(17, 33), floats(33, 9), floats(17, 1));
        cases.add("a scalar bias behind a product", layer, floats(17, 33), floats(33, 9), floats());
        cases.add("a full matrix added to a product", layer, floats(17, 33), floats(33, 9), floats(17, 9));
        cases.add(
                "relu behind a batch of products",
                TensorFunction.of((x, w, b) -> x.matmul(w).add(b).relu()),
                floats(3, 5, 7),
                floats(3, 7, 4),
                floats(4));
        cases.add(
                "tanh behind a batch with a shared matrix",
                TensorFunction.of((x, w, b) -> x.matmul(w).add(b).tanh()),
                floats(2, 3, 5, 7),
                floats(7, 4),
                floats(3, 1, 4));
        cases.add("a vector times a matrix", layer, floats(33), floats(33, 9), floats(9));
        cases.add(
                "the gradient of a layer",
                Derivatives.pull(layer, 3),
                floats(17, 33),
                floats(33, 9),
                floats(9),
                floats(17, 9));
        cases.add(
                "the tangent of a layer",
                Derivatives.push(layer),
                floats(17, 33),
                floats(33, 9),
                floats(9),
                floats(17, 33),
                floats(33, 9),
                floats(9));
        cases.add(
                "the gradient of a layer on an empty batch",
                Derivatives.pull(layer, 3),
                floats(0, 4),
                floats(4, 3),
                floats(3),
                floats(0, 3));
        cases.add(
                "transposed operands",
                TensorFunction.of((x, w) -> x.transpose().matmul(w.transpose()).relu()),
                floats(33, 17),
                floats(9, 33));
        cases.add(
                "two products in one sum",
                inputs -> List.of(inputs.get(0)
                        .matmul(inputs.get(1))
                        .add(inputs.get(2).matmul(inputs.get(3)))
                        .tanh()),
                floats(17, 5),
                floats(5, 9),
                floats(17, 7),
                floats(7, 9));
        cases.add(
                "a product of products",
                TensorFunction.of((a, b, c) -> a.matmul(b).matmul(c)),
                floats(17, 33),
                floats(33, 9),
                floats(9, 31));
        cases.add(
                "a product times its own operand",
                TensorFunction.of((x, w) -> x.matmul(w).sigmoid().mul(x)),
                floats(17, 17),
                floats(17, 17));
        cases.add("a matrix times itself", TensorFunction.of(x -> x.matmul(x).add(x)), floats(17, 17));
        cases.add("a step of gradient descent", LayerExpressions::stepped, floats(17, 9), floats(9, 5), floats(17, 5));
        cases.add(
                "a layer of a user's own op",
                inputs ->
                        List.of(Apply.op(new Expressions.Swish(), inputs.get(0).matmul(inputs.get(1)))),
                floats(17, 9),
                floats(9, 5));
    }

    private static void losses(DrawnCases cases) {
        TensorFunction meanSquares = TensorFunction.of(
                (x, w, y) -> x.matmul(w).sigmoid().sub(y).square().mean());
        TensorFunction sumSquares = TensorFunction.of(
                (x, w, y) -> x.matmul(w).sigmoid().sub(y).square().sum());
        cases.add(
                "the mean of squares and its gradient",
                Derivatives.valueAndGradient(meanSquares),
                floats(17, 9),
                floats(9, 5),
                floats(17, 5));
        cases.add(
                "the sum of squares and its gradient",
                Derivatives.valueAndGradient(sumSquares),
                floats(17, 9),
                floats(9, 5),
                floats(17, 5));
        cases.add(
                "softmax cross-entropy and its gradient",
                LayerExpressions::crossEntropy,
                floats(17, 10),
                indices(10, 17));
        cases.add(
                "softmax cross-entropy of two layers",
                LayerExpressions::twoLayers,
                floats(17, 9),
                floats(9, 13),
                floats(13),
                floats(13, 10),
                floats(10),
                indices(10, 17));
        cases.add(
                "curvature: a push over a gradient",
                LayerExpressions::curvature,
                floats(7, 9),
                floats(9, 5),
                floats(9, 5));
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
}
