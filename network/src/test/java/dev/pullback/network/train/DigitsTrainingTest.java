package dev.pullback.network.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.Backends;
import dev.pullback.network.TestBackends;
import dev.pullback.network.checkpoint.Checkpoint;
import dev.pullback.network.data.DataSplit;
import dev.pullback.network.data.Digits;
import dev.pullback.network.layer.Activation;
import dev.pullback.network.layer.Network;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real data: the bundled digits, two hidden sigmoid layers of 64, default settings. */
class DigitsTrainingTest {

    private static final DataSplit DIGITS = Digits.open();
    private static final Network NETWORK =
            Network.dense(64, List.of(64, 64), Activation.SIGMOID, 10, Activation.IDENTITY);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 42})
    void theDefaultsReachTheAccuracyThatIsPromised(long seed) {
        try (Backend backend = TestBackends.fastest()) {
            TrainingSettings settings = TrainingSettings.defaults().withSeed(seed);
            TrainingResult result = new Trainer(NETWORK, settings).fit(backend, DIGITS.train(), DIGITS.test());
            assertTrue(result.accuracy() >= 0.96, "accuracy " + result.accuracy());
            Path file = folder.resolve("digits.safetensors");
            Checkpoint.save(file, NETWORK, result.parameters());
            Checkpoint loaded = Checkpoint.load(file);
            assertEquals(
                    result.accuracy(),
                    Evaluation.accuracy(backend, loaded.network(), loaded.parameters(), DIGITS.test()));
        }
    }

    @Test
    void theFirstLossesAreTheSameOnEveryBackend() {
        TrainingSettings settings = TrainingSettings.defaults().withEpochs(1).withRecordedSteps(5);
        List<List<Double>> losses = TestBackends.ids().stream()
                .map(id -> {
                    try (Backend backend = Backends.open(id)) {
                        return new Trainer(NETWORK, settings)
                                .fit(backend, DIGITS.train(), DIGITS.test())
                                .stepLosses();
                    }
                })
                .toList();
        for (List<Double> other : losses) {
            for (int step = 0; step < 5; step++) {
                double expected = losses.getFirst().get(step);
                assertEquals(expected, other.get(step), 1e-5 * expected, "step " + step);
            }
        }
    }
}
