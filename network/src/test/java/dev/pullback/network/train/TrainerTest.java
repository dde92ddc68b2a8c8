package dev.pullback.network.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.Backends;
import dev.pullback.api.error.ConfigurationException;
import dev.pullback.api.error.ShapeException;
import dev.pullback.api.jacobian.Derivatives;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.conformance.decorator.Counting;
import dev.pullback.conformance.decorator.Counts;
import dev.pullback.network.TestBackends;
import dev.pullback.network.checkpoint.Checkpoint;
import dev.pullback.network.data.Dataset;
import dev.pullback.network.layer.Activation;
import dev.pullback.network.layer.Dense;
import dev.pullback.network.layer.Network;
import dev.pullback.network.layer.Parameters;
import dev.pullback.network.loss.L2;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TrainerTest {

    private static final Network CLASSIFIER =
            Network.of(2, new Dense(8, Activation.TANH), new Dense(3, Activation.IDENTITY));

    /** 50 samples in batches of 16: three full ones and a rest of 2. */
    private static final TrainingSettings SETTINGS =
            TrainingSettings.defaults().withBatchSize(16).withEpochs(4).withSeed(5);

    private static final Dataset SECTORS = Problems.sectors(50);

    @ParameterizedTest
    @MethodSource("backends")
    void aStackLearnsTheExclusiveOr(String id) {
        Network network = Network.of(2, new Dense(8, Activation.SIGMOID), new Dense(2, Activation.IDENTITY));
        TrainingSettings settings = TrainingSettings.defaults()
                .withEpochs(400)
                .withBatchSize(4)
                .withOptimizer(new GradientDescent(1))
                .withAccuracyEachEpoch(false);
        try (Backend backend = Backends.open(id)) {
            TrainingResult result = new Trainer(network, settings).fit(backend, Problems.xor(), Problems.xor());
            assertEquals(1, result.accuracy());
            assertTrue(
                    result.epochLosses().getLast() < 0.1,
                    () -> "loss " + result.epochLosses().getLast());
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void theTextbooksLossOnSigmoidOutputsClassifiesAsWell(String id) {
        for (L2 loss : List.of(L2.sum(), L2.mean())) {
            Network network = Network.of(2, new Dense(8, Activation.SIGMOID), new Dense(2, Activation.SIGMOID));
            TrainingSettings settings = TrainingSettings.defaults()
                    .withLoss(loss)
                    .withEpochs(600)
                    .withBatchSize(4)
                    .withOptimizer(new GradientDescent(loss.averaged() ? 4 : 1))
                    .withAccuracyEachEpoch(false);
            try (Backend backend = Backends.open(id)) {
                TrainingResult result = new Trainer(network, settings).fit(backend, Problems.xor(), Problems.xor());
                assertEquals(1, result.accuracy(), loss.name());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void theSameSeedGivesTheSameBitsAndAnotherSeedOthers(String id) {
        TrainingResult first = fit(id, SETTINGS);
        TrainingResult again = fit(id, SETTINGS);
        assertEquals(first.parameters(), again.parameters());
        assertEquals(first.stepLosses(), again.stepLosses());
        assertEquals(first.epochLosses(), again.epochLosses());
        assertFalse(first.parameters().equals(fit(id, SETTINGS.withSeed(6)).parameters()));
    }

    /** The step by hand: eager ops on the host's own minibatch, no gather, no donation, no graph. */
    @ParameterizedTest
    @MethodSource("backends")
    void oneCompiledStepIsTheUpdateThatTheFormulaSays(String id) {
        int[] rows = {7, 3, 3, 49};
        Parameters initial = CLASSIFIER.initialize(1);
        try (Backend backend = Backends.open(id);
                var _ = backend.scope();
                var session = new TrainingSession(backend, CLASSIFIER, SETTINGS, SECTORS, initial)) {
            session.setRate(0.25);
            session.step(rows);
            Parameters updated = session.parameters();

            float[] x = new float[8];
            int[] y = new int[4];
            SECTORS.copyInputs(rows, x);
            SECTORS.copyLabels(rows, y);
            var inputs = backend.tensor(x, 4, 2);
            var labels = backend.tensor(y, 4);
            var derivatives = Derivatives.valueAndGradient(
                            parameters -> List.of(SETTINGS.loss().of(CLASSIFIER.forward(parameters, inputs), labels)))
                    .apply(List.copyOf(initial.on(backend)));
            assertEquals(derivatives.getFirst().stored().toFloats()[0], session.lastLoss(), 1e-6);
            for (int p = 0; p < initial.count(); p++) {
                float[] expected = initial.values(p).clone();
                float[] gradient = derivatives.get(p + 1).stored().toFloats();
                for (int i = 0; i < expected.length; i++) {
                    expected[i] -= 0.25f * gradient[i];
                }
                assertArrayEquals(
                        expected, updated.values(p), 1e-6f, updated.names().get(p));
            }
        }
    }

    @Test
    void aTrainingGoesOnFromSavedParametersAsIfItHadNeverStopped(@TempDir Path folder) {
        try (Backend backend = TestBackends.fastest()) {
            TrainingResult whole = new Trainer(CLASSIFIER, SETTINGS).fit(backend, SECTORS, SECTORS);
            TrainingResult half = new Trainer(CLASSIFIER, SETTINGS.withEpochs(2)).fit(backend, SECTORS, SECTORS);
            Path file = folder.resolve("half.safetensors");
            Checkpoint.save(file, CLASSIFIER, half.parameters());
            Checkpoint saved = Checkpoint.load(file);
            TrainingResult rest = new Trainer(
                            saved.network(), SETTINGS.withEpochs(2).withFirstEpoch(2))
                    .fit(backend, SECTORS, SECTORS, saved.parameters());
            assertEquals(whole.parameters(), rest.parameters());
            assertEquals(whole.epochLosses().subList(2, 4), rest.epochLosses());
            assertEquals(whole.accuracy(), rest.accuracy());
        }
    }

    @Test
    void theEpochsLossIsTheMeanOfItsStepsWeightedByTheirSizes() {
        TrainingResult result = fit(TestBackends.ids().getFirst(), SETTINGS.withEpochs(2));
        List<Double> steps = result.stepLosses();
        assertEquals(8, steps.size()); // all, for there are fewer than are kept
        for (int epoch = 0; epoch < 2; epoch++) {
            List<Double> own = steps.subList(4 * epoch, 4 * epoch + 4);
            double mean = (16 * (own.get(0) + own.get(1) + own.get(2)) + 2 * own.get(3)) / 50;
            assertEquals(mean, result.epochLosses().get(epoch), 1e-6);
        }
    }

    @Test
    void theLearningRateMayChangeFromEpochToEpoch() {
        List<Integer> asked = new ArrayList<>();
        var standingStillAtFirst = new Optimizer() {
            @Override
            public Update update(Tensor parameter, Tensor gradient, List<Tensor> state, Tensor rate) {
                return new Update(parameter.sub(gradient.mul(rate)), state);
            }

            @Override
            public double rate(int epoch) {
                asked.add(epoch);
                return epoch == 0 ? 0 : 0.5;
            }
        };
        try (var backend = new Counting(TestBackends.fastest())) {
            TrainingSettings settings = SETTINGS.withEpochs(1).withOptimizer(standingStillAtFirst);
            Parameters still = new Trainer(CLASSIFIER, settings)
                    .fit(backend, SECTORS, SECTORS)
                    .parameters();
            assertEquals(CLASSIFIER.initialize(5), still);
            Counts before = backend.counts();
            Parameters moved = new Trainer(CLASSIFIER, settings.withEpochs(2))
                    .fit(backend, SECTORS, SECTORS)
                    .parameters();
            assertFalse(still.equals(moved));
            assertEquals(List.of(0, 0, 1), asked);
            assertEquals(3, backend.counts().since(before).compiled()); // 16 samples, 2 samples, evaluation
        }
    }

    @Test
    void aStepMovesOnlyTheIndicesAndAllocatesNothing() {
        try (var backend = new Counting(TestBackends.fastest());
                var session = new TrainingSession(backend, CLASSIFIER, SETTINGS, SECTORS, CLASSIFIER.initialize(0))) {
            session.setRate(0.1);
            session.step(new int[] {1, 2});
            Counts before = backend.counts();
            for (int i = 0; i < 5; i++) {
                session.step(new int[] {3, i});
            }
            assertEquals(
                    new Counts(0, 0, 5, 5, 5 * 2 * Integer.BYTES, 0, 0, 0, 0, 0),
                    backend.counts().since(before));
            assertEquals(1, backend.counts().compiled());
        }
    }

    @Test
    void aSampleThatTheSetDoesNotHaveIsRefused() {
        try (Backend backend = TestBackends.fastest();
                var session = new TrainingSession(backend, CLASSIFIER, SETTINGS, SECTORS, CLASSIFIER.initialize(0))) {
            for (int[] indices : List.of(new int[0], new int[] {0, 50}, new int[] {-1})) {
                assertThrows(ConfigurationException.class, () -> session.step(indices));
            }
        }
    }

    @Test
    void throughputCountsTheSamplesOfAllEpochs() {
        TrainingResult result = fit(TestBackends.ids().getFirst(), SETTINGS);
        assertEquals(200, result.trainedSamples());
        assertEquals(200 / (result.trainingTime().toNanos() * 1e-9), result.samplesPerSecond(), 1e-6);
        assertEquals(4, result.epochAccuracies().size());
        assertEquals(result.accuracy(), result.epochAccuracies().getLast());
    }

    @Test
    void dataThatTheNetworkCannotTakeIsRefusedBeforeAnythingIsAllocated() {
        Network wide = Network.of(3, new Dense(3, Activation.IDENTITY));
        Network narrow = Network.of(2, new Dense(2, Activation.IDENTITY));
        try (var backend = new Counting(TestBackends.fastest())) {
            for (Network network : List.of(wide, narrow)) {
                String message = assertThrows(
                                ShapeException.class, () -> new Trainer(network).fit(backend, SECTORS, SECTORS))
                        .getMessage();
                assertTrue(message.contains("sectors"), message);
            }
            assertThrows(
                    ShapeException.class,
                    () -> new Trainer(CLASSIFIER).fit(backend, SECTORS, SECTORS, wide.initialize(0)));
            assertEquals(0, backend.counts().allocated());
        }
    }

    private static TrainingResult fit(String id, TrainingSettings settings) {
        try (Backend backend = Backends.open(id)) {
            return new Trainer(CLASSIFIER, settings).fit(backend, SECTORS, SECTORS);
        }
    }

    static List<String> backends() {
        return TestBackends.ids();
    }
}
