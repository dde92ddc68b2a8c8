package dev.pullback.network.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.Backends;
import dev.pullback.api.error.ShapeException;
import dev.pullback.conformance.decorator.Counting;
import dev.pullback.network.TestBackends;
import dev.pullback.network.data.Dataset;
import dev.pullback.network.layer.Activation;
import dev.pullback.network.layer.Dense;
import dev.pullback.network.layer.Network;
import dev.pullback.network.layer.Parameters;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EvaluationTest {

    /** Outputs x₀, x₁ and 0: the class is where the larger input is, or the last if both are negative. */
    private static final Network LARGER = Network.of(2, new Dense(3, Activation.IDENTITY));

    private static final Parameters WEIGHTS =
            Parameters.of(LARGER.parameters(), List.of(new float[] {1, 0, 0, 0, 1, 0}, new float[3]));

    @ParameterizedTest
    @MethodSource("backends")
    void theClassIsThatOfTheLargestOutputAndTheFirstOfEquals(String id) {
        float[] x = {2, 1, 1, 2, -1, -1, 3, 3};
        Dataset data = new Dataset("pairs", 2, 3, x, new int[] {0, 1, 2, 1});
        try (Backend backend = Backends.open(id);
                var evaluation = new Evaluation(backend, LARGER, data)) {
            assertArrayEquals(new int[] {0, 1, 2, 0}, evaluation.predictions(WEIGHTS));
            assertEquals(0.75, evaluation.accuracy(WEIGHTS));
        }
    }

    /** 1,100 samples take three batches, the last of them not full. */
    @ParameterizedTest
    @MethodSource("backends")
    void everySampleCountsOnceWhateverTheBatches(String id) {
        int samples = 1100;
        float[] x = new float[2 * samples];
        int[] labels = new int[samples];
        for (int i = 0; i < samples; i++) {
            x[2 * i] = (float) Math.sin(i);
            x[2 * i + 1] = (float) Math.sin(3 * i + 1);
            labels[i] = x[2 * i] < 0 && x[2 * i + 1] < 0 ? 2 : x[2 * i] >= x[2 * i + 1] ? 0 : 1;
        }
        int[] expected = labels.clone();
        labels[0] = (labels[0] + 1) % 3;
        labels[samples - 1] = (labels[samples - 1] + 1) % 3;
        Dataset data = new Dataset("waves", 2, 3, x, labels);
        try (var backend = new Counting(Backends.open(id))) {
            try (var evaluation = new Evaluation(backend, LARGER, data)) {
                assertArrayEquals(expected, evaluation.predictions(WEIGHTS));
                assertEquals((samples - 2.0) / samples, evaluation.accuracy(WEIGHTS));
                assertEquals(1, backend.counts().compiled());
            }
            backend.requireAllClosed();
        }
    }

    @Test
    void parametersOfAnotherNetworkAreRefused() {
        Network other = Network.of(2, new Dense(4, Activation.IDENTITY));
        try (Backend backend = TestBackends.fastest()) {
            assertThrows(
                    ShapeException.class,
                    () -> Evaluation.accuracy(backend, LARGER, other.initialize(0), Problems.sectors(5)));
        }
    }

    static List<String> backends() {
        return TestBackends.ids();
    }
}
