package dev.pullback.bench.peers.driver;

import dev.pullback.bench.peers.work.Elementwise;
import dev.pullback.bench.peers.work.FirstStep;
import dev.pullback.bench.peers.work.FmaPeak;
import dev.pullback.bench.peers.work.Gemm;
import dev.pullback.bench.peers.work.TrainingStep;
import dev.pullback.bench.peers.work.Workload;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** What is compared with whom. */
public enum Table {
    /** Square matrix products. */
    GEMM(Launches.PRODUCTS, new Timing(20, 3, 8, 3)) {
        @Override
        List<Workload> work(int threads) {
            return Stream.of(64, 128, 256, 512, 1024, 2048)
                    .flatMap(n -> Stream.of("NN", "TN", "NT").<Workload>map(transposes -> Gemm.of(transposes, n, n, n)))
                    .toList();
        }
    },

    /** The products of a training step: a layer's, the gradient of its weights, the gradient of its input. */
    DENSE(Launches.PRODUCTS, new Timing(20, 3, 8, 3)) {
        @Override
        List<Workload> work(int threads) {
            return Stream.of(32, 128, 256, 1024)
                    .<Workload>flatMap(batch -> Stream.of(
                            Gemm.of("NN", batch, 784, 512),
                            Gemm.of("NN", batch, 512, 512),
                            Gemm.of("NN", batch, 512, 10),
                            Gemm.of("TN", 784, batch, 512),
                            Gemm.of("TN", 512, batch, 512),
                            Gemm.of("TN", 512, batch, 10),
                            Gemm.of("NT", batch, 512, 512),
                            Gemm.of("NT", batch, 10, 512)))
                    .toList();
        }
    },

    /** Functions of every element. */
    ELEMENTWISE(Launches.ELEMENTWISE, new Timing(100, 3, 30, 3)) {
        private static final int SIZE = 10_000_000;

        @Override
        List<Workload> work(int threads) {
            return Arrays.stream(Elementwise.Function.values())
                    .<Workload>map(function -> new Elementwise(function, SIZE))
                    .toList();
        }
    },

    /** Training steps, of 8192 samples in all. On one thread only the first. */
    TRAIN(Launches.TRAINING, new Timing(150, 1, 150, 7)) {
        @Override
        List<Workload> work(int threads) {
            List<Workload> all = List.of(
                    TrainingStep.of("784-512x2-10", 128, 64),
                    TrainingStep.of("784-512x2-10", 1024, 8),
                    TrainingStep.of("1024-1024x8-10", 256, 32));
            return threads == 1 ? all.subList(0, 1) : all;
        }
    },

    /** Processes from start to end, with one training step between. Not a matter of threads. */
    START(Launches.STARTING, new Timing(0, 1, 0, 1)) {
        @Override
        List<Workload> work(int threads) {
            return List.of(new FirstStep(TrainingStep.of("784-512x2-10", 128, 1)));
        }
    };

    /** The peak is measured again after so many workloads. */
    private static final int BETWEEN_PEAKS = 8;

    private final List<String> peers;
    private final Timing timing;

    Table(List<String> peers, Timing timing) {
        this.peers = peers;
        this.timing = timing;
    }

    /** Without the peak. */
    abstract List<Workload> work(int threads);

    /** Of those asked for; starting is measured with the most of them alone. */
    public List<Integer> threadCounts(List<Integer> asked) {
        return this == START ? List.of(Collections.max(asked)) : asked;
    }

    public List<String> peers() {
        return peers;
    }

    public Timing timing() {
        return timing;
    }

    /** Those whose names match, and the peak again and again between them where it is a measure. */
    public List<Workload> workloads(int threads, String pattern) {
        List<Workload> matching = work(threads).stream()
                .filter(workload -> workload.toString().matches(".*(" + pattern + ").*"))
                .toList();
        List<Workload> all = new ArrayList<>();
        for (int i = 0; i < matching.size(); i++) {
            if (peers.contains(Launch.PEAK) && i % BETWEEN_PEAKS == 0) {
                all.add(new FmaPeak(threads));
            }
            all.add(matching.get(i));
        }
        return all;
    }
}
