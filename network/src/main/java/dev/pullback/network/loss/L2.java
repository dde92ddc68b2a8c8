package dev.pullback.network.loss;

import dev.pullback.api.error.CallSite;
import dev.pullback.api.error.ShapeException;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.network.layer.Activation;

/**
 * The textbook's loss, the squared distance: L = Σ(F − y)², over all outputs of all samples; or its mean over the samples,
 * which does not grow with the batch. ∂L/∂F = 2(F − y), for the mean divided by the number of samples.
 *
 * @param averaged whether the sum is divided by the number of samples, the length of the first axis
 */
public record L2(boolean averaged) implements Loss {

    /** L = Σ(F − y)². */
    public static L2 sum() {
        return new L2(false);
    }

    /** L = (1/n)·Σ(F − y)² for n samples. */
    public static L2 mean() {
        return new L2(true);
    }

    @Override
    public Tensor of(Tensor outputs, Tensor targets) {
        Tensor distance =
                outputs.sub(Targets.like(outputs, targets, name())).square().sum();
        return averaged ? distance.mul(1.0 / samples(outputs)) : distance;
    }

    @Override
    public String name() {
        return averaged ? "l2-mean" : "l2-sum";
    }

    /** Outputs between 0 and 1, as the targets are. */
    @Override
    public Activation outputActivation() {
        return Activation.SIGMOID;
    }

    private int samples(Tensor outputs) {
        if (outputs.shape().rank() == 0 || outputs.shape().length(0) == 0) {
            throw new ShapeException("%s: outputs %s have no samples to average over%s"
                    .formatted(name(), outputs.type(), CallSite.describe()));
        }
        return outputs.shape().length(0);
    }
}
