package dev.pullback.network.layer;

import dev.pullback.api.error.ConfigurationException;
import dev.pullback.api.error.ShapeException;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.type.Shape;
import java.util.List;
import java.util.Map;

/**
 * A fully connected layer, Y = σ(XW + b): every unit is a perceptron over all inputs, and X holds one sample per row.
 * {@code [batch, inputs] -> [batch, units]}, with W {@code [inputs, units]} and b {@code [units]}.
 *
 * <p>With D = ∂L/∂Y ∘ σ′(XW + b): ∂L/∂W = XᵀD, ∂L/∂b = the sum of D's rows, ∂L/∂X = DWᵀ.
 *
 * @param units number of outputs, at least 1
 * @param activation σ, applied to the weighted sums
 * @param weights how W starts
 * @param bias how b starts
 */
public record Dense(int units, Activation activation, Initializer weights, Initializer bias) implements Layer {

    /** @throws ConfigurationException for fewer than one unit */
    public Dense {
        if (units < 1) {
            throw new ConfigurationException("A dense layer needs at least 1 unit, not %,d".formatted(units));
        }
    }

    /** With the weights that suit the activation, see {@link Activation#weights}, and bias 0. */
    public Dense(int units, Activation activation) {
        this(units, activation, activation.weights(), Initializer.zeros());
    }

    @Override
    public String kind() {
        return "dense";
    }

    @Override
    public Shape outputShape(Shape input) {
        if (input.rank() != 1) {
            throw new ShapeException(
                    "A dense layer takes samples of shape [inputs], not %s; flatten them first".formatted(input));
        }
        return Shape.of(units);
    }

    @Override
    public List<ParameterSpec> parameters(Shape input) {
        int inputs = input.length(0);
        return List.of(
                new ParameterSpec("weight", Shape.of(inputs, units), inputs, units, weights),
                new ParameterSpec("bias", Shape.of(units), inputs, units, bias));
    }

    @Override
    public Tensor forward(List<Tensor> parameters, Tensor x) {
        return activation.apply(x.matmul(parameters.get(0)).add(parameters.get(1)));
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("units", Integer.toString(units), "activation", activation.label());
    }

    @Override
    public String toString() {
        return "dense %d %s".formatted(units, activation.label());
    }
}
