package dev.pullback.conformance.cases;

import static dev.pullback.api.tensor.Functions.logSoftmax;
import static dev.pullback.api.tensor.Functions.oneHot;

import dev.pullback.api.jacobian.Derivatives;
import dev.pullback.api.op.CustomOp;
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

/**
 * H·v of a network's loss by all its weights: three dense layers and softmax cross-entropy. Each weight is a push over a
 * pull away from the loss, so whatever either mode rounds or fuses shows here.
 */
public final class Curvature {

    private static final int SAMPLES = 17;

    private static final int[] WIDTHS = {9, 13, 11, 10};

    private Curvature() {}

    /** The inputs are samples and labels, a matrix and a bias per layer, and a direction for each of these. */
    public static Case ofANetwork() {
        List<Values> inputs = new ArrayList<>();
        inputs.add(drawn(0, SAMPLES, WIDTHS[0]));
        inputs.add(labels());
        for (int set = 0; set < 2; set++) {
            for (int layer = 1; layer < WIDTHS.length; layer++) {
                inputs.add(drawn(inputs.size(), WIDTHS[layer - 1], WIDTHS[layer]));
                inputs.add(drawn(inputs.size(), WIDTHS[layer]));
            }
        }
        String id = "the Hessian of a network times a vector";
        return new Case(CustomOp.class, id, id, Curvature::product, inputs, Limit.whole(Limits.CURVATURE));
    }

    private static List<Tensor> product(List<Tensor> inputs) {
        Tensor samples = inputs.get(0);
        Tensor labels = inputs.get(1);
        TensorFunction loss = weights -> List.of(loss(samples, labels, weights));
        return Derivatives.hessianVector(loss).apply(inputs.subList(2, inputs.size()));
    }

    private static Tensor loss(Tensor samples, Tensor labels, List<Tensor> weights) {
        Tensor first = samples.matmul(weights.get(0)).add(weights.get(1)).sigmoid();
        Tensor second = first.matmul(weights.get(2)).add(weights.get(3)).tanh();
        Tensor logits = second.matmul(weights.get(4)).add(weights.get(5));
        Tensor truth = oneHot(labels, logits.shape().length(1), logits.dtype());
        return logSoftmax(logits, 1).mul(truth).sum(1).neg().mean();
    }

    /** Small enough that no layer saturates. */
    private static Values drawn(int seed, int... lengths) {
        TensorType type = TensorType.of(DType.FLOAT32, lengths);
        double[] elements = Family.NORMAL.draw(type, seed).elements();
        for (int i = 0; i < elements.length; i++) {
            elements[i] = (float) (elements[i] / 2);
        }
        return Values.of(type, elements);
    }

    private static Values labels() {
        TensorType type = TensorType.of(DType.INT32, SAMPLES);
        double[] labels = new double[SAMPLES];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = 7 * i % WIDTHS[WIDTHS.length - 1];
        }
        return Values.of(type, labels);
    }
}
