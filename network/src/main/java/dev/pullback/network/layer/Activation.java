package dev.pullback.network.layer;

import dev.pullback.api.error.ConfigurationException;
import dev.pullback.api.tensor.Functions;
import dev.pullback.api.tensor.Tensor;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a layer applies to its weighted sums; element by element, except {@link #SOFTMAX}. */
public enum Activation {
    /** x itself: for the last layer in front of a loss that takes logits. */
    IDENTITY,
    /** σ(x) = 1/(1+e⁻ˣ), with σ′ = σ(1 − σ). */
    SIGMOID,
    /** tanh x, with derivative 1 − tanh². */
    TANH,
    /** max(x, 0), with derivative 0 at 0. */
    RELU,
    /** 1 where x &gt; 0, else 0; its derivative is 0, so gradient descent cannot train what lies before it. */
    STEP,
    /** eˣ/Σeˣ over the last axis: positive outputs with sum 1. Not in front of a loss that applies it itself. */
    SOFTMAX;

    /** The activation of every element of x; same shape, same dtype. */
    public Tensor apply(Tensor x) {
        return switch (this) {
            case IDENTITY -> x;
            case SIGMOID -> x.sigmoid();
            case TANH -> x.tanh();
            case RELU -> x.relu();
            case STEP -> x.step();
            case SOFTMAX -> Functions.softmax(x, -1);
        };
    }

    /**
     * How the weights before it start unless one says otherwise: Glorot's range; four times that for the sigmoid, whose
     * slope at 0 is a quarter of that of tanh; He's for relu, which loses half of its input.
     */
    public Initializer weights() {
        return switch (this) {
            case SIGMOID -> Initializer.glorotUniform(4);
            case RELU -> Initializer.heUniform();
            case IDENTITY, TANH, STEP, SOFTMAX -> Initializer.glorotUniform(1);
        };
    }

    /** The name in lower case, as on a command line and in a file: {@code "sigmoid"}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The activation of that name, in upper or lower case.
     *
     * @throws ConfigurationException if there is none, with the names there are
     */
    public static Activation named(String name) {
        return Arrays.stream(values())
                .filter(activation -> activation.label().equals(name.strip().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new ConfigurationException("There is no activation '%s'; choose one of %s"
                        .formatted(
                                name,
                                Arrays.stream(values()).map(Activation::label).collect(Collectors.joining(", ")))));
    }
}
