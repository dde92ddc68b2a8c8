package dev.pullback.network.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.type.Shape;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class InitializerTest {

    private static ParameterSpec weight(int inputs, int units, Initializer initializer) {
        return new ParameterSpec("weight", Shape.of(inputs, units), inputs, units, initializer);
    }

    /** The same algorithm written in Python, from the description in {@link RandomWords}. */
    @Test
    void theValuesAreThoseOfTheDescription() {
        float[] expected = {-3.3397653f, -2.559235f, 0.64050895f, 2.8472264f, 3.9895303f, -3.5514374f};
        Network network = Network.of(3, new Dense(2, Activation.SIGMOID));
        assertArrayEquals(expected, network.initialize(42).values("dense0.weight"));
    }

    @Test
    void theSameSeedGivesTheSameBitsAndAnotherSeedOthers() {
        Network network = Network.of(5, new Dense(4, Activation.TANH), new Dense(3, Activation.RELU));
        assertEquals(network.initialize(-1), network.initialize(-1));
        assertFalse(network.initialize(-1).equals(network.initialize(1)));
    }

    @Test
    void parametersOfEqualShapeStartDifferently() {
        Network network = Network.of(4, new Dense(4, Activation.TANH), new Dense(4, Activation.TANH));
        Parameters values = network.initialize(0);
        assertFalse(Arrays.equals(values.values("dense0.weight"), values.values("dense1.weight")));
    }

    @Test
    void glorotIsUniformInItsRange() {
        uniform(weight(300, 100, Initializer.glorotUniform(4)), 4 * Math.sqrt(6.0 / 400));
    }

    @Test
    void heIsUniformInItsRange() {
        uniform(weight(300, 100, Initializer.heUniform()), Math.sqrt(6.0 / 300));
    }

    private static void uniform(ParameterSpec spec, double limit) {
        float[] values = spec.initializer().values(spec, 3);
        int[] tenths = new int[10];
        double sum = 0;
        double squares = 0;
        for (float value : values) {
            assertTrue(value >= -limit && value <= limit, value + " beyond " + limit);
            tenths[Math.min(9, (int) ((value + limit) / limit * 5))]++;
            sum += value;
            squares += (double) value * value;
        }
        // 30,000 values: five standard deviations of the mean, of the variance, and of the count in each tenth.
        assertEquals(0, sum / values.length, 5 * limit / Math.sqrt(3.0 * values.length));
        assertEquals(limit * limit / 3, squares / values.length, limit * limit * 5 * 0.3 / Math.sqrt(values.length));
        for (int count : tenths) {
            assertEquals(3000, count, 5 * Math.sqrt(2700));
        }
    }

    @Test
    void aConstantIsTheSameEverywhere() {
        assertArrayEquals(new float[] {0, 0}, Initializer.zeros().values(weight(1, 2, Initializer.zeros()), 1));
        assertArrayEquals(new float[] {3, 3}, Initializer.constant(3).values(weight(1, 2, Initializer.zeros()), 1));
    }
}
