package dev.pullback.cli.faults;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.Buffer;
import dev.pullback.api.check.GradientCheck;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.jacobian.Derivatives;
import dev.pullback.api.jacobian.Linearization;
import dev.pullback.api.tensor.Functions;
import dev.pullback.api.tensor.Stored;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import dev.pullback.network.checkpoint.Checkpoint;
import dev.pullback.network.data.Dataset;
import dev.pullback.network.layer.Activation;
import dev.pullback.network.layer.Dense;
import dev.pullback.network.layer.Network;
import dev.pullback.network.layer.Parameters;
import dev.pullback.network.train.Evaluation;
import dev.pullback.network.train.Trainer;
import dev.pullback.network.train.TrainingResult;
import dev.pullback.network.train.TrainingSession;
import dev.pullback.network.train.TrainingSettings;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** What users do with a backend. Each leaves nothing open, whether it ends well or not, and gives the bits it computed. */
enum Work {
    TRAINING {
        @Override
        String run(Backend backend, Path file) {
            TrainingResult result = new Trainer(NETWORK, SETTINGS).fit(backend, DATA, DATA);
            return text(result.parameters()) + result.epochLosses() + result.epochAccuracies();
        }
    },
    /** Saved after every step, and read back. */
    CHECKPOINTS {
        @Override
        String run(Backend backend, Path file) {
            try (var session = new TrainingSession(backend, NETWORK, SETTINGS, DATA, NETWORK.initialize(3));
                    var evaluation = new Evaluation(backend, NETWORK, DATA)) {
                session.setRate(0.5);
                for (int step = 0; step < 3; step++) {
                    session.step(new int[] {step, step + 1, 9, 5});
                    Checkpoint.save(file, NETWORK, session.parameters());
                }
                Parameters saved = Checkpoint.load(file).parameters();
                return text(saved) + session.lastLoss() + Arrays.toString(evaluation.predictions(saved));
            }
        }
    },
    EAGER {
        @Override
        String run(Backend backend, Path file) {
            try (var _ = backend.scope()) {
                Tensor x = backend.tensor(WAVE, 4, 3);
                Tensor w = backend.tensor(WAVE, 3, 4);
                Tensor hidden;
                try (var inner = backend.scope()) {
                    hidden = inner.keep(x.matmul(w).add(0.5).sigmoid());
                }
                Tensor likely = Functions.softmax(hidden, 1);
                backend.synchronize();
                return text(hidden)
                        + text(likely)
                        + likely.sum().item()
                        + Arrays.toString(likely.argmax(1).stored().toInts());
            }
        }
    },
    /** Every tensor is closed by hand, so what a function of several ops makes in between must not need it. */
    WITHOUT_SCOPE {
        @Override
        String run(Backend backend, Path file) {
            try (Stored x = backend.tensor(WAVE, 4, 3);
                    Stored labels = backend.tensor(new int[] {0, 2, 1}, 3);
                    Stored mean = x.mean(0).stored();
                    Stored likely = Functions.softmax(x, 1).stored();
                    Stored hot = Functions.oneHot(labels, 3, DType.FLOAT32).stored();
                    Stored product = likely.matmul(hot).stored()) {
                return text(mean) + text(product);
            }
        }
    },
    /** Straight through the SPI, with a buffer that is updated in place. */
    PROGRAM {
        @Override
        String run(Backend backend, Path file) {
            float[] values = WAVE.clone();
            try (var program = backend.compile(IN_PLACE);
                    Buffer x = backend.allocate(MATRIX);
                    Buffer sums = backend.allocate(TensorType.of(DType.FLOAT32, 3))) {
                x.write(MemorySegment.ofArray(values));
                for (int run = 0; run < 4; run++) {
                    program.run(List.of(x), List.of(x, sums));
                }
                x.read(MemorySegment.ofArray(values));
                float[] totals = new float[3];
                sums.read(MemorySegment.ofArray(totals));
                return Arrays.toString(values) + Arrays.toString(totals);
            }
        }
    },
    JACOBIANS {
        @Override
        String run(Backend backend, Path file) {
            try (var _ = backend.scope()) {
                Tensor x = backend.tensor(WAVE, 4, 3);
                Tensor w = backend.tensor(Arrays.copyOf(WAVE, 6), 3, 2);
                Linearization layer = Derivatives.linearize(LAYER, x, w);
                Tensor pushed = layer.wrt(1).push(w);
                Tensor pulled = layer.wrt(0).pull(pushed);
                Tensor dense = layer.wrt(1).dense();
                Tensor gradient = Derivatives.gradient(LOSS).apply(x, w).get(1);
                return text(layer.value()) + text(pulled) + text(dense) + text(gradient);
            }
        }
    },
    GRADIENT_CHECK {
        @Override
        String run(Backend backend, Path file) {
            try (Stored x = backend.tensor(Arrays.copyOf(WAVE, 4), 2, 2);
                    Stored w = backend.tensor(Arrays.copyOf(WAVE, 2), 2, 1)) {
                var check = GradientCheck.of(LAYER).at(x, w).elements(1).firstOrderOnly();
                return check.on(backend).run().orThrow().toString() + check.runAdjoint();
            }
        }
    };

    private static final float[] WAVE = wave(12);

    private static final Network NETWORK =
            Network.of(2, new Dense(4, Activation.TANH), new Dense(3, Activation.IDENTITY));

    /** Ten samples in batches of four: two full ones and a rest, so that there are two programs. */
    private static final TrainingSettings SETTINGS =
            TrainingSettings.defaults().withBatchSize(4).withEpochs(2).withSeed(11);

    private static final Dataset DATA = new Dataset("waves", 2, 3, wave(20), new int[] {0, 1, 2, 0, 1, 2, 0, 1, 2, 0});

    private static final TensorType MATRIX = TensorType.of(DType.FLOAT32, 4, 3);

    private static final Graph IN_PLACE = Graph.trace(
                    inputs -> {
                        Tensor next = inputs.getFirst().mul(1.5).tanh();
                        return List.of(next, next.sum(0));
                    },
                    MATRIX)
            .donating(0, 0);

    private static final TensorFunction LAYER =
            TensorFunction.of((x, w) -> x.matmul(w).sigmoid());

    private static final TensorFunction LOSS =
            TensorFunction.of((x, w) -> x.matmul(w).sigmoid().square().mean());

    /** @param file where to save what is saved */
    abstract String run(Backend backend, Path file);

    private static float[] wave(int length) {
        float[] wave = new float[length];
        for (int i = 0; i < length; i++) {
            wave[i] = (float) Math.sin(3 * i + 1);
        }
        return wave;
    }

    private static String text(Parameters parameters) {
        var text = new StringBuilder();
        for (int i = 0; i < parameters.count(); i++) {
            text.append(Arrays.toString(parameters.values(i)));
        }
        return text.toString();
    }

    private static String text(Tensor tensor) {
        return Arrays.toString(tensor.stored().toFloats());
    }
}
