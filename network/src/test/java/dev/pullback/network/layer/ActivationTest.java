package dev.pullback.network.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.Backends;
import dev.pullback.api.error.ConfigurationException;
import dev.pullback.network.TestBackends;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ActivationTest {

    private static final double[] X = {-3, -0.5, 0, 0.5, 3};

    @ParameterizedTest
    @MethodSource("backends")
    void everyActivationIsTheFunctionOfItsName(String id) {
        try (Backend backend = Backends.open(id);
                var _ = backend.scope()) {
            for (Activation activation : Activation.values()) {
                float[] y = activation
                        .apply(backend.tensor(new float[] {-3, -0.5f, 0, 0.5f, 3}, 1, 5))
                        .stored()
                        .toFloats();
                for (int i = 0; i < X.length; i++) {
                    assertEquals(expected(activation, i), y[i], 1e-6, activation + " at " + X[i]);
                }
            }
        }
    }

    private static double expected(Activation activation, int i) {
        double x = X[i];
        return switch (activation) {
            case IDENTITY -> x;
            case SIGMOID -> 1 / (1 + Math.exp(-x));
            case TANH -> Math.tanh(x);
            case RELU -> x > 0 ? x : 0;
            case STEP -> x > 0 ? 1 : 0;
            case SOFTMAX -> {
                double sum = 0;
                for (double other : X) {
                    sum += Math.exp(other);
                }
                yield Math.exp(x) / sum;
            }
        };
    }

    @ParameterizedTest
    @EnumSource
    void anActivationIsFoundByItsName(Activation activation) {
        assertEquals(activation, Activation.named(activation.label()));
        assertEquals(activation, Activation.named(" " + activation.name() + " "));
    }

    @Test
    void anUnknownNameGetsTheListOfThoseThereAre() {
        String message = assertThrows(ConfigurationException.class, () -> Activation.named("sigmoidal"))
                .getMessage();
        assertTrue(message.contains("'sigmoidal'") && message.contains("sigmoid, tanh, relu"), message);
    }

    @Test
    void weightsBeforeASigmoidStartFourTimesAsWideAsBeforeTanh() {
        var spec = new ParameterSpec("w", dev.pullback.api.type.Shape.of(4, 2), 4, 2, Initializer.zeros());
        float[] tanh = Activation.TANH.weights().values(spec, 7);
        float[] sigmoid = Activation.SIGMOID.weights().values(spec, 7);
        for (int i = 0; i < tanh.length; i++) {
            tanh[i] *= 4;
        }
        assertArrayEquals(tanh, sigmoid, 1e-6f);
    }

    static List<String> backends() {
        return TestBackends.ids();
    }
}
