package dev.pullback.examples.op;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pullback.api.backend.Backend;
import dev.pullback.network.data.Dataset;
import dev.pullback.network.layer.Activation;
import dev.pullback.network.layer.Dense;
import dev.pullback.network.layer.Network;
import dev.pullback.network.train.Trainer;
import dev.pullback.network.train.TrainingResult;
import dev.pullback.network.train.TrainingSettings;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A network with the op inside learns the exclusive or, on every backend alike. */
class SoftplusLayerTest {

    private static final Dataset XOR =
            new Dataset("xor", 2, 2, new float[] {0, 0, 0, 1, 1, 0, 1, 1}, new int[] {0, 1, 1, 0});

    private static final TrainingSettings SETTINGS =
            TrainingSettings.defaults().withEpochs(200).withAccuracyEachEpoch(false);

    private static TrainingResult train(Target target) {
        try (Backend backend = target.open()) {
            var network = Network.of(
                    2, new Dense(8, Activation.IDENTITY), new SoftplusLayer(4), new Dense(2, Activation.IDENTITY));
            return new Trainer(network, SETTINGS).fit(backend, XOR, XOR);
        }
    }

    @ParameterizedTest
    @EnumSource
    void it_learns(Target target) {
        List<Double> expected = train(Target.REFERENCE).stepLosses();
        TrainingResult result = train(target);

        for (int step = 0; step < expected.size(); step++) {
            assertEquals(expected.get(step), result.stepLosses().get(step), 1e-5 * expected.get(step), "step " + step);
        }
        assertEquals(1.0, result.accuracy());
    }
}
