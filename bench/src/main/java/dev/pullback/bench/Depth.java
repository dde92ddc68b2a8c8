package dev.pullback.bench;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The step of a network of one depth, keeping everything and with checkpoints of √n layers. Times are medians, and so is their
 * ratio: of the ratios of two runs that followed each other.
 */
final class Depth implements AutoCloseable {

    static final String TABLE_HEAD = """
            | layers | kept, MiB | checkpoints, MiB | kept, ms | checkpoints, ms | time ratio |
            | ---: | ---: | ---: | ---: | ---: | ---: |""";

    private final int layers;
    private final double keptMebibytes;
    private final double againMebibytes;
    private final RunningStep keeping;
    private final RunningStep computingAgain;
    private final List<Double> kept = new ArrayList<>();
    private final List<Double> again = new ArrayList<>();
    private final List<Double> ratios = new ArrayList<>();

    Depth(Backend backend, int layers) {
        Graph all = new DeepStep(layers, 0).graph();
        Graph checkpointed = new DeepStep(layers, (int) Math.round(Math.sqrt(layers))).graph();
        this.layers = layers;
        this.keptMebibytes = mebibytes(all);
        this.againMebibytes = mebibytes(checkpointed);
        this.keeping = new RunningStep(backend, all);
        this.computingAgain = new RunningStep(backend, checkpointed);
    }

    void run() {
        keeping.nanoseconds();
        computingAgain.nanoseconds();
    }

    void measure() {
        double first = keeping.nanoseconds() / 1e6;
        double second = computingAgain.nanoseconds() / 1e6;
        kept.add(first);
        again.add(second);
        ratios.add(second / first);
    }

    int layers() {
        return layers;
    }

    double keptMebibytes() {
        return keptMebibytes;
    }

    double againMebibytes() {
        return againMebibytes;
    }

    double keptMilliseconds() {
        return median(kept);
    }

    double againMilliseconds() {
        return median(again);
    }

    /** What the plan needs beside parameters, samples and results. */
    private static double mebibytes(Graph graph) {
        return Plan.of(graph, true).memory().totalBytes() / (double) (1 << 20);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    /** A line of the table. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "| %d | %.1f | %.1f | %.1f | %.1f | %.2f |",
                layers,
                keptMebibytes,
                againMebibytes,
                keptMilliseconds(),
                againMilliseconds(),
                median(ratios));
    }

    @Override
    public void close() {
        keeping.close();
        computingAgain.close();
    }
}
