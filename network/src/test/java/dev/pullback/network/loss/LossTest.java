package dev.pullback.network.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.Scope;
import dev.pullback.api.error.ConfigurationException;
import dev.pullback.api.error.ShapeException;
import dev.pullback.api.jacobian.Derivatives;
import dev.pullback.api.tensor.Functions;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.type.DType;
import dev.pullback.network.TestBackends;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LossTest {

    private final Backend backend = TestBackends.fastest();
    private final Scope scope = backend.scope();
    private final Loss crossEntropy = new SoftmaxCrossEntropy();

    @AfterEach
    void close() {
        scope.close();
        backend.close();
    }

    @Test
    void l2IsTheSquaredDistanceAndItsMeanThatOverTheSamples() {
        Tensor f = backend.tensor(new float[] {1, 2, 3, 4}, 2, 2);
        Tensor y = backend.tensor(new float[] {0, 4, 3, 1}, 2, 2);
        assertEquals(1 + 4 + 0 + 9, value(L2.sum(), f, y));
        assertEquals(7, value(L2.mean(), f, y));
        assertArrayEquals(new float[] {2, -4, 0, 6}, gradient(L2.sum(), f, y));
        assertArrayEquals(new float[] {1, -2, 0, 3}, gradient(L2.mean(), f, y));
    }

    @Test
    void labelsStandForAOneAtTheClass() {
        Tensor f = backend.tensor(new float[] {0.25f, 0.5f, 0.5f, 0.5f, 1, 0}, 2, 3);
        Tensor labels = backend.tensor(new int[] {2, 1}, 2);
        Tensor rows = backend.tensor(new float[] {0, 0, 1, 0, 1, 0}, 2, 3);
        for (Loss loss : List.of(L2.sum(), L2.mean(), crossEntropy)) {
            assertEquals(value(loss, f, rows), value(loss, f, labels), 1e-6, loss.name());
            assertArrayEquals(gradient(loss, f, rows), gradient(loss, f, labels), 1e-6f, loss.name());
        }
    }

    @Test
    void crossEntropyIsTheMeanOfMinusTheLogarithmOfTheClassesProbability() {
        float[] z = {1, 2, 0.5f, -1, 3, 0};
        Tensor logits = backend.tensor(z, 2, 3);
        double first = Math.log(Math.exp(1) + Math.exp(2) + Math.exp(0.5)) - 2;
        double second = Math.log(Math.exp(-1) + Math.exp(3) + Math.exp(0)) - 0;
        assertEquals((first + second) / 2, value(crossEntropy, logits, backend.tensor(new int[] {1, 2}, 2)), 1e-6);
    }

    @Test
    void theGradientOfCrossEntropyIsSoftmaxMinusTheTargetOverTheSamples() {
        Tensor logits = backend.tensor(new float[] {1, 2, 0.5f, -1, 3, 0}, 2, 3);
        float[] expected = Functions.softmax(logits, -1).stored().toFloats();
        expected[1] -= 1;
        expected[5] -= 1;
        for (int i = 0; i < expected.length; i++) {
            expected[i] /= 2;
        }
        assertArrayEquals(expected, gradient(crossEntropy, logits, backend.tensor(new int[] {1, 2}, 2)), 1e-6f);
    }

    @Test
    void crossEntropyOfHugeLogitsNeitherOverflowsNorTakesTheLogarithmOfZero() {
        Tensor logits = backend.tensor(new float[] {1e4f, -1e4f, 0, -1e4f, 1e4f, 1e4f}, 2, 3);
        assertEquals((2e4 + Math.log(2)) / 2, value(crossEntropy, logits, backend.tensor(new int[] {1, 1}, 2)), 1e-2);
        assertArrayEquals(
                new float[] {0.5f, -0.5f, 0, 0, -0.25f, 0.25f},
                gradient(crossEntropy, logits, backend.tensor(new int[] {1, 1}, 2)),
                1e-6f);
    }

    @Test
    void targetsThatDoNotFitAreRefusedWithBothTypes() {
        Tensor outputs = backend.tensor(new float[6], 2, 3);
        Tensor labels = backend.tensor(new int[3], 3);
        Tensor rows = backend.tensor(new float[4], 2, 2);
        for (Loss loss : List.of(L2.sum(), L2.mean(), crossEntropy)) {
            for (Tensor targets : List.of(labels, rows, rows.cast(DType.FLOAT64))) {
                String message = assertThrows(ShapeException.class, () -> loss.of(outputs, targets))
                        .getMessage();
                assertTrue(
                        message.contains(loss.name())
                                && message.contains("float32[2,3]")
                                && message.contains(targets.type().toString()),
                        message);
            }
        }
    }

    @Test
    void aLossIsFoundByItsName() {
        for (Loss loss : List.of(L2.sum(), L2.mean(), crossEntropy)) {
            assertEquals(loss, Loss.named(loss.name().toUpperCase(java.util.Locale.ROOT)));
        }
        assertEquals(L2.mean(), Loss.named("l2"));
        assertEquals(crossEntropy, Loss.named("cross-entropy"));
        String message = assertThrows(ConfigurationException.class, () -> Loss.named("l3"))
                .getMessage();
        assertTrue(message.contains("'l3'") && message.contains("softmax-cross-entropy, l2-mean, l2-sum"), message);
    }

    private static double value(Loss loss, Tensor outputs, Tensor targets) {
        return loss.of(outputs, targets).stored().toFloats()[0];
    }

    private static float[] gradient(Loss loss, Tensor outputs, Tensor targets) {
        return Derivatives.gradient(TensorFunction.of((Tensor f) -> loss.of(f, targets)))
                .apply(List.of(outputs))
                .getFirst()
                .stored()
                .toFloats();
    }
}
