package dev.pullback.network.layer;

import dev.pullback.api.error.ConfigurationException;
import dev.pullback.api.error.ShapeException;
import dev.pullback.api.tensor.Functions;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.type.Shape;
import dev.pullback.api.type.TensorType;
import java.util.List;
import java.util.Map;

/**
 * The textbook's perceptron: one output F(x) = σ(w·x) of n inputs, where σ is the step or the sigmoid. A bias is the weight
 * w₀ of one more input x₀ = 1, put in front of the others; w then has n + 1 elements.
 *
 * <p>With L = Σ(F(x) − y)² over the samples, D[L] = ∂L/∂w = 2(F − y)·σ(1 − σ)·xᵀ, summed over the samples; for the step,
 * whose F is 0 or 1, that is 0 and gradient descent stands still: it learns by {@link #correct} instead.
 *
 * <p>Everywhere x is one sample {@code [n]} or a batch {@code [samples, n]}, and F and y are then {@code []} or
 * {@code [samples]}. As a layer it takes {@code [batch, n]} to {@code [batch, 1]}.
 *
 * @param activation {@link Activation#STEP} or {@link Activation#SIGMOID}
 * @param bias whether w begins with w₀
 */
public record Perceptron(Activation activation, boolean bias) implements Layer {

    /** @throws ConfigurationException for another activation */
    public Perceptron {
        if (activation != Activation.STEP && activation != Activation.SIGMOID) {
            throw new ConfigurationException("A perceptron has the activation step or sigmoid, not %s; use Dense(1, %s)"
                    .formatted(activation.label(), activation.label()));
        }
    }

    /** F(x) = σ(w·x). */
    public Tensor output(Tensor w, Tensor x) {
        return activation.apply(extended(x).matmul(w));
    }

    /** L = Σ(F(x) − y)². */
    public Tensor loss(Tensor w, Tensor x, Tensor y) {
        return output(w, x).sub(y).square().sum();
    }

    /** D[L] = 2(F − y)·σ(1 − σ)·xᵀ, the formula worked out by hand; shape of w. */
    public Tensor lossDerivative(Tensor w, Tensor x, Tensor y) {
        Tensor f = output(w, x);
        Tensor slope = f.mul(f.like(1).sub(f));
        return alongSamples(f.sub(y).mul(2).mul(slope), x);
    }

    /** One step of gradient descent, w_new = w_old − ε·D[L]. */
    public Tensor descend(Tensor w, Tensor x, Tensor y, double rate) {
        return w.sub(lossDerivative(w, x, y).mul(rate));
    }

    /**
     * One step of the perceptron rule, w_new = w_old + ε·(y − F)·xᵀ, summed over the samples: where the output is right
     * nothing changes. For the step on samples that a line can part, one sample after the other, it ends with all right.
     */
    public Tensor correct(Tensor w, Tensor x, Tensor y, double rate) {
        return w.add(alongSamples(y.sub(output(w, x)), x).mul(rate));
    }

    /** x with x₀ = 1 in front if there is a bias, otherwise x itself. */
    public Tensor extended(Tensor x) {
        if (!bias) {
            return x;
        }
        TensorType ones = x.type().with(x.shape().with(-1, 1));
        return Functions.concat(-1, Functions.constant(ones, 1), x);
    }

    /** Σ δ·x over the samples, or δ·x for a single one. */
    private Tensor alongSamples(Tensor delta, Tensor x) {
        Tensor inputs = extended(x);
        return delta.shape().rank() == 0 ? delta.mul(inputs) : delta.matmul(inputs);
    }

    @Override
    public String kind() {
        return "perceptron";
    }

    @Override
    public Shape outputShape(Shape input) {
        if (input.rank() != 1) {
            throw new ShapeException(
                    "A perceptron takes samples of shape [inputs], not %s; flatten them first".formatted(input));
        }
        return Shape.of(1);
    }

    @Override
    public List<ParameterSpec> parameters(Shape input) {
        int inputs = input.length(0) + (bias ? 1 : 0);
        return List.of(new ParameterSpec("weight", Shape.of(inputs), inputs, 1, activation.weights()));
    }

    @Override
    public Tensor forward(List<Tensor> parameters, Tensor x) {
        return output(parameters.getFirst(), x).reshape(-1, 1);
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("activation", activation.label(), "bias", Boolean.toString(bias));
    }

    @Override
    public String toString() {
        return "perceptron %s %s bias".formatted(activation.label(), bias ? "with" : "without");
    }
}
