package dev.pullback.network.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.Backends;
import dev.pullback.api.error.ConfigurationException;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import dev.pullback.network.TestBackends;
import dev.pullback.network.data.Dataset;
import dev.pullback.network.layer.Activation;
import dev.pullback.network.layer.Dense;
import dev.pullback.network.layer.Initializer;
import dev.pullback.network.layer.Network;
import dev.pullback.network.loss.L2;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptimizerTest {

    /** v ← ½v + g, w ← w − ε·v, and a count of the steps that plays no part: two tensors of state per parameter. */
    private record Momentum() implements Optimizer {
        @Override
        public List<TensorType> state(TensorType parameter) {
            return List.of(parameter, TensorType.of(DType.INT32));
        }

        @Override
        public Update update(Tensor parameter, Tensor gradient, List<Tensor> state, Tensor rate) {
            Tensor velocity = state.get(0).mul(0.5).add(gradient);
            return new Update(
                    parameter.sub(velocity.mul(rate)),
                    List.of(velocity, state.get(1).add(1)));
        }

        @Override
        public double rate(int epoch) {
            return 0.25;
        }
    }

    /** One weight, one sample x = 1 with target 1: the gradient is 2(w − 1), the bias has the same. */
    @ParameterizedTest
    @MethodSource("backends")
    void whatAnOptimizerRemembersStaysOnTheDeviceFromStepToStep(String id) {
        Network network =
                Network.of(1, new Dense(1, Activation.IDENTITY, Initializer.constant(3), Initializer.zeros()));
        Dataset one = new Dataset("one", 1, 1, new float[] {1}, new int[] {0});
        TrainingSettings settings =
                TrainingSettings.defaults().withLoss(L2.mean()).withOptimizer(new Momentum());
        double weight = 3;
        double bias = 0;
        double velocity = 0;
        try (Backend backend = Backends.open(id);
                var session = new TrainingSession(backend, network, settings, one, network.initialize(0))) {
            session.setRate(0.25);
            for (int i = 0; i < 4; i++) {
                session.step(new int[] {0});
                velocity = 0.5 * velocity + 2 * (weight + bias - 1);
                weight -= 0.25 * velocity;
                bias -= 0.25 * velocity;
            }
            assertArrayEquals(new float[] {(float) weight}, session.parameters().values("dense0.weight"), 1e-6f);
            assertArrayEquals(new float[] {(float) bias}, session.parameters().values("dense0.bias"), 1e-6f);
        }
    }

    @Test
    void anOptimizerThatForgetsItsStateIsRefused() {
        var forgetful = new Optimizer() {
            @Override
            public List<TensorType> state(TensorType parameter) {
                return List.of(parameter);
            }

            @Override
            public Update update(Tensor parameter, Tensor gradient, List<Tensor> state, Tensor rate) {
                return new Update(parameter, List.of());
            }

            @Override
            public double rate(int epoch) {
                return 1;
            }
        };
        Network network = Network.of(2, new Dense(2, Activation.IDENTITY));
        TrainingSettings settings = TrainingSettings.defaults().withOptimizer(forgetful);
        try (Backend backend = TestBackends.fastest()) {
            String message = assertThrows(
                            ConfigurationException.class,
                            () -> new Trainer(network, settings).fit(backend, Problems.xor(), Problems.xor()))
                    .getMessage();
            assertTrue(message.contains("declares 1") && message.contains("gives 0"), message);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.1, Double.NaN, Double.POSITIVE_INFINITY})
    void aRateThatCannotWorkIsRefused(double rate) {
        String message = assertThrows(ConfigurationException.class, () -> new GradientDescent(rate))
                .getMessage();
        assertTrue(message.contains(String.valueOf(rate)), message);
    }

    @Test
    void settingsThatCannotWorkAreRefused() {
        TrainingSettings good = TrainingSettings.defaults();
        assertThrows(ConfigurationException.class, () -> good.withEpochs(0));
        assertThrows(ConfigurationException.class, () -> good.withBatchSize(0));
        assertThrows(ConfigurationException.class, () -> good.withFirstEpoch(-1));
        assertThrows(ConfigurationException.class, () -> good.withRecordedSteps(-1));
    }

    static List<String> backends() {
        return TestBackends.ids();
    }
}
