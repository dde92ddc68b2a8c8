package dev.pullback.network.train;

import dev.pullback.api.error.ConfigurationException;
import dev.pullback.api.tensor.Tensor;
import java.util.List;

/**
 * Plain gradient descent, w_new = w_old − ε·D[L].
 *
 * @param rate ε, positive and finite
 */
public record GradientDescent(double rate) implements Optimizer {

    /** @throws ConfigurationException for a rate that is not positive and finite */
    public GradientDescent {
        if (!(rate > 0) || Double.isInfinite(rate)) {
            throw new ConfigurationException(
                    "The learning rate must be a positive number such as 0.1, not %s".formatted(rate));
        }
    }

    @Override
    public Update update(Tensor parameter, Tensor gradient, List<Tensor> state, Tensor rate) {
        return new Update(parameter.sub(gradient.mul(rate)), state);
    }

    @Override
    public double rate(int epoch) {
        return rate;
    }
}
