package dev.pullback.bench;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.BackendOptions;
import dev.pullback.api.backend.Backends;
import dev.pullback.diagram.LineChart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Memory and time of a training step against the number of its layers, with and without checkpoints of √n layers each: a
 * table on standard output and two charts. Arguments: the folder of the charts, and perhaps a backend ({@code cpu}).
 */
public final class CheckpointFigure {

    private static final int[] LAYERS = {4, 9, 16, 25, 36, 49, 64};

    /** Until the compiler has seen everything. */
    private static final int WARM_UP = 10;

    private static final int ROUNDS = 41;

    private CheckpointFigure() {}

    /** @param arguments the folder of the charts, then perhaps a backend */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length == 0 || arguments.length > 2) {
            System.err.println("usage: CheckpointFigure FOLDER [BACKEND]");
            System.exit(2);
        }
        Path folder = Path.of(arguments[0]);
        try (Backend backend = Backends.open(arguments.length == 2 ? arguments[1] : "cpu", BackendOptions.defaults())) {
            List<Depth> depths = IntStream.of(LAYERS)
                    .mapToObj(layers -> new Depth(backend, layers))
                    .toList();
            try {
                measure(depths);
            } finally {
                depths.forEach(Depth::close);
            }
            System.out.printf(
                    "%s on %s, %d samples, layers of %d%n%n",
                    backend.id(), backend.device().name(), DeepStep.BATCH, DeepStep.WIDTH);
            System.out.println(Depth.TABLE_HEAD);
            depths.forEach(System.out::println);
            draw(
                    folder.resolve("checkpoint-memory.svg"),
                    LineChart.titled("Memory of a training step").axes("layers", "MiB"),
                    depths,
                    Depth::keptMebibytes,
                    Depth::againMebibytes);
            draw(
                    folder.resolve("checkpoint-time.svg"),
                    LineChart.titled("Time of a training step").axes("layers", "ms"),
                    depths,
                    Depth::keptMilliseconds,
                    Depth::againMilliseconds);
        }
    }

    /** All in turn, round by round, so that what disturbs the machine meets all. */
    private static void measure(List<Depth> depths) {
        for (int round = 0; round < WARM_UP; round++) {
            depths.forEach(Depth::run);
        }
        for (int round = 0; round < ROUNDS; round++) {
            depths.forEach(Depth::measure);
        }
    }

    private static void draw(
            Path file, LineChart axes, List<Depth> depths, ToDoubleFunction<Depth> kept, ToDoubleFunction<Depth> again)
            throws IOException {
        double[] layers = depths.stream().mapToDouble(Depth::layers).toArray();
        String svg = axes.line("everything kept", layers, values(depths, kept))
                .line("checkpoints of √n layers", layers, values(depths, again))
                .svg();
        Path temporary = file.resolveSibling(file.getFileName() + ".part");
        Files.writeString(temporary, svg);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static double[] values(List<Depth> depths, ToDoubleFunction<Depth> value) {
        return depths.stream().mapToDouble(value).toArray();
    }
}
