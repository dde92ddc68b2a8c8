package dev.pullback.network.loss;

import dev.pullback.api.error.CallSite;
import dev.pullback.api.error.ShapeException;
import dev.pullback.api.tensor.Functions;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.network.layer.Activation;

/**
 * How surprised softmax(z) is by the targets, from logits z: L = (1/n)·Σ (Σₖyₖ·ln Σₖe^zₖ − Σₖyₖzₖ) over n samples, where Σₖyₖ
 * is 1. Taken from the logits by log-sum-exp, it neither overflows nor takes the logarithm of 0.
 *
 * <p>∂L/∂z = (softmax(z) − y)/n.
 */
public record SoftmaxCrossEntropy() implements Loss {

    /**
     * @param logits {@code [batch, classes]}
     * @param targets int32 labels {@code [batch]}, or for each sample {@code [batch, classes]} weights with sum 1
     */
    @Override
    public Tensor of(Tensor logits, Tensor targets) {
        if (logits.shape().rank() < 2 || logits.shape().size() == 0) {
            throw new ShapeException(
                    "%s: wants logits [batch,classes], not %s%s".formatted(name(), logits.type(), CallSite.describe()));
        }
        Tensor expected = Targets.like(logits, targets, name());
        Tensor chosen = expected.mul(logits).sum(-1);
        return Functions.logSumExp(logits, -1).sub(chosen).mean();
    }

    @Override
    public String name() {
        return "softmax-cross-entropy";
    }

    /** None: the loss takes the weighted sums themselves. */
    @Override
    public Activation outputActivation() {
        return Activation.IDENTITY;
    }
}
