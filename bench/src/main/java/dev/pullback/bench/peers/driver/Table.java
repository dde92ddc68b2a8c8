package dev.pullback.bench.peers.driver;

import dev.pullback.bench.peers.work.FmaPeak;
import dev.pullback.bench.peers.work.Gemm;
import dev.pullback.bench.peers.work.Workload;
import java.util.ArrayList;
import java.util.List;

/** What is compared with whom. */
public enum Table {
    GEMM(List.of("pullback", "OpenBLAS", "oneDNN", "MKL", Launch.PEAK), new Timing(20, 5, 8)) {
        @Override
        List<Workload> work() {
            List<Workload> workloads = new ArrayList<>();
            for (int size : new int[] {64, 128, 256, 512, 1024, 2048}) {
                for (String transposes : List.of("NN", "TN", "NT")) {
                    workloads.add(Gemm.of(transposes, size, size, size));
                }
            }
            return workloads;
        }
    },

    /** The products of a training step: a layer's, the gradient of its weights, the gradient of its input. */
    DENSE(GEMM.peers, GEMM.timing) {
        @Override
        List<Workload> work() {
            List<Workload> workloads = new ArrayList<>();
            for (int batch : new int[] {32, 128, 256, 1024}) {
                workloads.add(Gemm.of("NN", batch, 784, 512));
                workloads.add(Gemm.of("NN", batch, 512, 512));
                workloads.add(Gemm.of("NN", batch, 512, 10));
                workloads.add(Gemm.of("TN", 784, batch, 512));
                workloads.add(Gemm.of("TN", 512, batch, 512));
                workloads.add(Gemm.of("TN", 512, batch, 10));
                workloads.add(Gemm.of("NT", batch, 512, 512));
                workloads.add(Gemm.of("NT", batch, 10, 512));
            }
            return workloads;
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
    abstract List<Workload> work();

    public List<String> peers() {
        return peers;
    }

    public Timing timing() {
        return timing;
    }

    /** The table's own, of those that match, and the peak again and again between them. */
    public List<Workload> workloads(int threads, String pattern) {
        List<Workload> matching = work().stream()
                .filter(workload -> workload.toString().matches(".*(" + pattern + ").*"))
                .toList();
        List<Workload> all = new ArrayList<>();
        for (int i = 0; i < matching.size(); i++) {
            if (i % BETWEEN_PEAKS == 0) {
                all.add(new FmaPeak(threads));
            }
            all.add(matching.get(i));
        }
        return all;
    }
}
