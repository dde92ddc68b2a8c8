package dev.pullback.network.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.Backends;
import dev.pullback.api.backend.Buffer;
import dev.pullback.api.backend.Executable;
import dev.pullback.api.error.DivergenceException;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.op.MatMul;
import dev.pullback.api.tensor.Traced;
import dev.pullback.conformance.decorator.DecoratedBackend;
import dev.pullback.conformance.shadow.Bundle;
import dev.pullback.conformance.shadow.Replay;
import dev.pullback.conformance.shadow.Scope;
import dev.pullback.conformance.shadow.Shadow;
import dev.pullback.network.TestBackends;
import dev.pullback.network.data.Dataset;
import dev.pullback.network.layer.Activation;
import dev.pullback.network.layer.Dense;
import dev.pullback.network.layer.Network;
import dev.pullback.network.loss.L2;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** A whole training with the reference beside it. */
class ShadowTrainingTest {

    private static final Dataset SECTORS = Problems.sectors(50);

    /** Three full minibatches and a rest of 2. */
    private static final TrainingSettings SETTINGS =
            TrainingSettings.defaults().withBatchSize(16).withEpochs(3).withSeed(5);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "STEP")
    void aSoundBackendTrainsWithoutAlarmAndToTheSameBits(Activation activation) throws IOException {
        Network network = Network.of(2, new Dense(8, activation), new Dense(8, activation), new Dense(3, activation));
        for (TrainingSettings settings : List.of(SETTINGS, SETTINGS.withLoss(L2.mean()))) {
            TrainingResult alone;
            try (Backend backend = TestBackends.fastest()) {
                alone = new Trainer(network, settings).fit(backend, SECTORS, SECTORS);
            }
            try (Backend backend = shadowed(TestBackends.fastest())) {
                TrainingResult watched = new Trainer(network, settings).fit(backend, SECTORS, SECTORS);

                assertEquals(alone.epochLosses(), watched.epochLosses());
                assertEquals(alone.epochAccuracies(), watched.epochAccuracies());
            }
        }
        try (Stream<Path> bundles = Files.list(folder)) {
            assertEquals(List.of(), bundles.toList());
        }
    }

    @Test
    void aProductWithoutItsLastRowIsFoundInTheFirstStepAndReplayed() {
        Network network = Network.of(2, new Dense(8, Activation.TANH), new Dense(3, Activation.IDENTITY));
        DivergenceException failure;
        try (Backend backend = shadowed(new WithoutLastRow())) {
            failure = assertThrows(
                    DivergenceException.class, () -> new Trainer(network, SETTINGS).fit(backend, SECTORS, SECTORS));
        }

        assertTrue(failure.getMessage().contains("matmul(float32[16,2], float32[2,8])"), failure.getMessage());
        Bundle bundle = Bundle.read(failure.bundle().orElseThrow());
        assertEquals(Scope.OP, bundle.divergence().scope());
        assertEquals(15, bundle.divergence().mismatch().element() / 8);
        try (Backend faulty = new WithoutLastRow();
                Backend sound = TestBackends.fastest();
                Backend reference = Backends.open("reference")) {
            Replay again = bundle.replay(faulty, reference);
            assertTrue(again.isSame(), again.describe());
            Replay passes = bundle.replay(sound, reference);
            assertTrue(passes.passes(), passes.describe());
        }
    }

    private Shadow shadowed(Backend backend) {
        return new Shadow(backend, Backends.open("reference"), folder);
    }

    /** Every product that is written out has zeros in its last row. */
    private static final class WithoutLastRow extends DecoratedBackend {

        private WithoutLastRow() {
            super(TestBackends.fastest());
        }

        @Override
        protected void runInside(Graph graph, Executable program, List<Buffer> inputs, List<Buffer> outputs) {
            super.runInside(graph, program, inputs, outputs);
            for (int i = 0; i < outputs.size(); i++) {
                Traced node = graph.outputs().get(i);
                if (node.op() instanceof MatMul) {
                    float[] values = new float[(int) node.type().size()];
                    outputs.get(i).read(MemorySegment.ofArray(values));
                    Arrays.fill(values, values.length - node.shape().length(-1), values.length, 0);
                    outputs.get(i).write(MemorySegment.ofArray(values));
                }
            }
        }
    }
}
