package dev.pullback.bench;

import dev.pullback.network.data.Dataset;
import dev.pullback.network.layer.Activation;
import dev.pullback.network.layer.Network;
import dev.pullback.network.train.TrainingSession;
import dev.pullback.network.train.TrainingSettings;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Training steps of a dense network with sigmoid layers, softmax cross-entropy and plain gradient descent, the data set
 * resident. One operation is {@value #STEPS} steps, after which the device is waited for. Look at the column
 * {@code samples}, which is per second.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 7, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"})
@State(Scope.Benchmark)
public class TrainingStepBenchmark {

    private static final int STEPS = 16;
    private static final int SAMPLES = 8192;
    private static final int CLASSES = 10;

    /** Inputs and hidden layers; the output has ten classes. */
    @Param({"784-512-512", "784-256-256"})
    public String layers;

    @Param({"128", "1024"})
    public int batch;

    private TrainingSession session;
    private int[][] minibatches;

    /** Counted per second by JMH. */
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    @State(Scope.Thread)
    public static class Rate {
        public long samples;
    }

    @Setup(Level.Trial)
    public void prepare(BackendState state) {
        List<Integer> sizes =
                Arrays.stream(layers.split("-", -1)).map(Integer::valueOf).toList();
        Network network = Network.dense(
                sizes.getFirst(), sizes.subList(1, sizes.size()), Activation.SIGMOID, CLASSES, Activation.IDENTITY);
        session = new TrainingSession(
                state.open, network, TrainingSettings.defaults(), samples(sizes.getFirst()), network.initialize(0));
        session.setRate(0.1);
        session.prepare(batch);
        minibatches = IntStream.range(0, STEPS)
                .mapToObj(step -> IntStream.range(0, batch)
                        .map(i -> (step * batch + i) % SAMPLES)
                        .toArray())
                .toArray(int[][]::new);
    }

    @TearDown(Level.Trial)
    public void release() {
        session.close();
    }

    @Benchmark
    public void steps(BackendState state, Rate rate) {
        for (int[] minibatch : minibatches) {
            session.step(minibatch);
        }
        state.open.synchronize();
        rate.samples += (long) STEPS * batch;
    }

    /** Ten clusters in noise. */
    private static Dataset samples(int features) {
        var random = new SplittableRandom(7);
        float[] inputs = new float[SAMPLES * features];
        int[] labels = new int[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            labels[i] = i % CLASSES;
            for (int j = 0; j < features; j++) {
                inputs[i * features + j] = (float) random.nextDouble() + (j % CLASSES == labels[i] ? 0.5f : 0);
            }
        }
        return new Dataset("clusters", features, CLASSES, inputs, labels);
    }
}
