package dev.pullback.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pullback.api.backend.BackendOptions;
import dev.pullback.api.backend.MemoryUse;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import dev.pullback.network.data.Dataset;
import dev.pullback.network.layer.Activation;
import dev.pullback.network.layer.Dense;
import dev.pullback.network.layer.Network;
import dev.pullback.network.train.Trainer;
import dev.pullback.network.train.TrainingResult;
import dev.pullback.network.train.TrainingSettings;
import dev.pullback.opencl.device.ClDevice;
import dev.pullback.opencl.driver.FaultyDriver;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** A training on a driver that can be told to fail, and what it does when it is not. */
final class DriverSubject implements AutoCloseable {

    private static final TensorType ROW = TensorType.of(DType.FLOAT32, 20);
    private static final Graph SUM = Graph.trace(TensorFunction.of(x -> x.exp().sum()), ROW);
    private static final Network NETWORK =
            Network.of(2, new Dense(4, Activation.TANH), new Dense(3, Activation.IDENTITY));
    private static final TrainingSettings SETTINGS =
            TrainingSettings.defaults().withBatchSize(5).withEpochs(1).withSeed(11);
    private static final Dataset DATA = new Dataset("waves", 2, 3, wave(20), new int[] {0, 1, 2, 0, 1, 2, 0, 1, 2, 0});

    private final FaultyDriver driver;
    private final ClDevice device;
    private final Kind kind;
    private final Optional<OpenClBackend> kept;
    private final String expected;
    private final Map<String, Integer> calls = new HashMap<>();
    private final int answered;

    /** How the backend is used. */
    enum Kind {
        /** Open for the whole campaign: its programs are built. */
        KEPT,
        /** As well, and launches have events. */
        PROFILED,
        /** Opened and closed by each run. It has to build its programs first, so a training would take too long. */
        FRESH
    }

    /** Runs once to be warm, and once more to see which calls that takes. */
    DriverSubject(FaultyDriver driver, ClDevice device, Kind kind) {
        this.driver = driver;
        this.device = device;
        this.kind = kind;
        this.kept = kind == Kind.FRESH ? Optional.empty() : Optional.of(open());
        this.expected = run();
        restore();
        Map<String, Integer> before = new HashMap<>();
        DriverFault.STATUSES.keySet().forEach(method -> before.put(method, driver.calls(method)));
        int answeredBefore = driver.answered();
        run();
        restore();
        before.forEach((method, count) -> calls.put(method, driver.calls(method) - count));
        calls.values().removeIf(count -> count == 0);
        answered = driver.answered() - answeredBefore;
    }

    private OpenClBackend open() {
        var options = BackendOptions.defaults().withProfile(kind == Kind.PROFILED);
        return new OpenClBackend(driver.driver(), device, options);
    }

    /** Trains, and gives all bits that come of it. */
    String run() {
        if (kept.isPresent()) {
            return train(kept.get());
        }
        try (OpenClBackend backend = open()) {
            return TestBackend.run(backend, SUM, wave(20)).stream()
                    .map(Arrays::toString)
                    .toList()
                    .toString();
        }
    }

    private String train(OpenClBackend backend) {
        TrainingResult result = new Trainer(NETWORK, SETTINGS).fit(backend, DATA, DATA);
        backend.synchronize();
        backend.profile();
        var text = new StringBuilder();
        for (int i = 0; i < result.parameters().count(); i++) {
            text.append(Arrays.toString(result.parameters().values(i)));
        }
        return text.append(result.stepLosses()).append(result.accuracy()).toString();
    }

    /** Gives back what a backend keeps in order to reuse it; programs stay. Nothing may be in use. */
    void restore() {
        kept.ifPresent(backend -> {
            backend.resetProfile();
            backend.trim();
            assertEquals(MemoryUse.NONE, backend.memory());
        });
    }

    DriverFault drawn(SplittableRandom random) {
        return DriverFault.drawn(calls, answered, random);
    }

    String expected() {
        return expected;
    }

    @Override
    public void close() {
        kept.ifPresent(OpenClBackend::close);
    }

    private static float[] wave(int length) {
        float[] wave = new float[length];
        for (int i = 0; i < length; i++) {
            wave[i] = (float) Math.sin(3 * i + 1);
        }
        return wave;
    }
}
