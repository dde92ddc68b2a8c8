package dev.pullback.network.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.Scope;
import dev.pullback.api.error.ConfigurationException;
import dev.pullback.api.error.ShapeException;
import dev.pullback.api.jacobian.Derivatives;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.network.TestBackends;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PerceptronTest {

    private static final float[] CORNERS = {0, 0, 0, 1, 1, 0, 1, 1};

    private final Perceptron sigmoid = new Perceptron(Activation.SIGMOID, true);
    private final Perceptron step = new Perceptron(Activation.STEP, true);
    private final Backend backend = TestBackends.fastest();
    private final Scope scope = backend.scope();

    @AfterEach
    void close() {
        scope.close();
        backend.close();
    }

    @Test
    void theOutputIsTheSigmoidOfTheWeightedSumWithTheBiasAsWeightZero() {
        Tensor w = backend.tensor(new float[] {0.5f, 2, -1}, 3);
        Tensor x = backend.tensor(new float[] {3, 4}, 2);
        assertEquals(sigma(0.5 + 2 * 3 - 4), scalar(sigmoid.output(w, x)), 1e-6);
        assertEquals(1, scalar(step.output(w, x)));
        Tensor batch = backend.tensor(new float[] {3, 4, -1, 0}, 2, 2);
        assertArrayEquals(new float[] {1, 0}, floats(step.output(w, batch)));
    }

    @Test
    void withoutABiasTheWeightsAreForTheInputsAlone() {
        var plain = new Perceptron(Activation.SIGMOID, false);
        Tensor w = backend.tensor(new float[] {2, -1}, 2);
        Tensor x = backend.tensor(new float[] {3, 4}, 2);
        assertEquals(sigma(2), scalar(plain.output(w, x)), 1e-6);
        assertThrows(ShapeException.class, () -> sigmoid.output(w, x));
    }

    @Test
    void theDerivativeByHandIsTheOneOfTheLibraryForOneSample() {
        Tensor w = backend.tensor(new float[] {0.3f, -0.7f, 0.2f}, 3);
        Tensor x = backend.tensor(new float[] {1.5f, -2}, 2);
        Tensor y = backend.scalar(1);
        double f = sigma(0.3 - 0.7 * 1.5 - 0.2 * 2);
        double delta = 2 * (f - 1) * f * (1 - f);
        float[] byHand = {(float) delta, (float) (delta * 1.5), (float) (delta * -2)};
        assertArrayEquals(byHand, floats(sigmoid.lossDerivative(w, x, y)), 1e-6f);
        assertArrayEquals(byHand, floats(derivative(sigmoid, w, x, y)), 1e-6f);
    }

    @Test
    void theDerivativeOfManySamplesIsTheSumOfTheirs() {
        for (boolean bias : new boolean[] {true, false}) {
            var perceptron = new Perceptron(Activation.SIGMOID, bias);
            Tensor w = backend.tensor(new float[] {0.3f, -0.7f, 0.2f}, 3).slice(0, bias ? 0 : 1, 3);
            Tensor x = backend.tensor(CORNERS, 4, 2);
            Tensor y = backend.tensor(new float[] {0, 1, 1, 0.5f}, 4);
            assertArrayEquals(
                    floats(derivative(perceptron, w, x, y)), floats(perceptron.lossDerivative(w, x, y)), 1e-6f);
        }
    }

    @Test
    void gradientDescentTeachesTheSigmoidTheOr() {
        Tensor w = backend.tensor(new float[3], 3);
        Tensor x = backend.tensor(CORNERS, 4, 2);
        Tensor y = backend.tensor(new float[] {0, 1, 1, 1}, 4);
        double before = scalar(sigmoid.loss(w, x, y));
        assertEquals(1, before, 1e-6); // every output is ½
        w = sigmoid.descend(w, x, y, 0.5);
        assertTrue(scalar(sigmoid.loss(w, x, y)) < before);
        for (int i = 0; i < 500; i++) {
            w = sigmoid.descend(w, x, y, 0.5);
        }
        assertTrue(scalar(sigmoid.loss(w, x, y)) < 0.1);
        assertArrayEquals(new float[] {0, 1, 1, 1}, floats(step.output(w, x)));
    }

    @Test
    void theStepStandsStillUnderGradientDescentButLearnsByThePerceptronRule() {
        Tensor x = backend.tensor(CORNERS, 4, 2);
        Tensor y = backend.tensor(new float[] {0, 0, 0, 1}, 4);
        Tensor w = backend.tensor(new float[] {1, 1, 1}, 3);
        assertArrayEquals(new float[3], floats(step.lossDerivative(w, x, y)));
        assertArrayEquals(floats(w), floats(w.sub(derivative(step, w, x, y))));
        assertArrayEquals(floats(w), floats(step.descend(w, x, y, 1)));
        assertArrayEquals(new float[] {0, 0, 0, 1}, floats(step.output(learned(w, y), x)));
    }

    @Test
    void noPerceptronLearnsTheExclusiveOr() {
        Tensor x = backend.tensor(CORNERS, 4, 2);
        float[] xor = {0, 1, 1, 0};
        Tensor w = learned(backend.tensor(new float[] {1, 1, 1}, 3), backend.tensor(xor, 4));
        assertFalse(Arrays.equals(xor, floats(step.output(w, x))));
    }

    @Test
    void asALayerItGivesOneColumn() {
        Network network = Network.of(2, sigmoid);
        assertEquals(List.of("perceptron0.weight"), network.initialize(0).names());
        List<Tensor> w = List.copyOf(network.initialize(0).on(backend));
        Tensor x = backend.tensor(CORNERS, 4, 2);
        Tensor y = network.forward(w, x);
        assertArrayEquals(new int[] {4, 1}, y.shape().lengths());
        assertArrayEquals(floats(sigmoid.output(w.getFirst(), x)), floats(y));
    }

    @Test
    void otherActivationsAreRefused() {
        String message = assertThrows(ConfigurationException.class, () -> new Perceptron(Activation.RELU, true))
                .getMessage();
        assertTrue(message.contains("relu") && message.contains("Dense(1, relu)"), message);
    }

    /** The perceptron rule, sample after sample. */
    private Tensor learned(Tensor start, Tensor y) {
        Tensor w = start;
        Tensor x = backend.tensor(CORNERS, 4, 2);
        for (int round = 0; round < 20; round++) {
            for (int i = 0; i < 4; i++) {
                w = step.correct(w, x.slice(0, i, i + 1), y.slice(0, i, i + 1), 1);
            }
        }
        return w;
    }

    private static Tensor derivative(Perceptron perceptron, Tensor w, Tensor x, Tensor y) {
        return Derivatives.gradient(TensorFunction.of((Tensor v) -> perceptron.loss(v, x, y)))
                .apply(List.of(w))
                .getFirst();
    }

    private static double sigma(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private static double scalar(Tensor tensor) {
        return floats(tensor)[0];
    }

    private static float[] floats(Tensor tensor) {
        return tensor.stored().toFloats();
    }
}
