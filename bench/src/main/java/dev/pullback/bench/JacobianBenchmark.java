package dev.pullback.bench;

import static dev.pullback.api.tensor.Functions.sigmoid;

import dev.pullback.api.backend.Buffer;
import dev.pullback.api.backend.Executable;
import dev.pullback.api.backend.Scope;
import dev.pullback.api.backend.StoredTensor;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.jacobian.Derivatives;
import dev.pullback.api.jacobian.Jacobian;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.type.Shape;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The Jacobian ∂Y/∂W of a layer Y = σ(XW + b) with X [64, 128] and W [128, 64], float32: a matrix of 4096 × 8192 elements, 128
 * MiB. It is written out by structure, by pulls of all unit vectors (one after the other, and together), and not at all: one
 * pull is what a training needs.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 7, time = 2)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"})
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
public class JacobianBenchmark {

    private static final int BATCH = 64;
    private static final int INPUTS = 128;
    private static final int UNITS = 64;

    private Scope scope;
    private Jacobian jacobian;
    private Jacobian withoutStructure;
    private Tensor cotangent;
    private Executable pull;
    private List<Buffer> operands;
    private Buffer pulled;

    @Setup(Level.Trial)
    public void linearize(BackendState state) {
        scope = state.open.scope();
        Tensor x = uniform(state, BATCH, INPUTS);
        Tensor w = uniform(state, INPUTS, UNITS);
        Tensor bias = uniform(state, UNITS);
        cotangent = uniform(state, BATCH, UNITS);
        TensorFunction layer =
                TensorFunction.of(weights -> sigmoid(x.matmul(weights).add(bias)));
        jacobian = Derivatives.linearize(layer, w).wrt(0);
        Graph graph = Graph.trace(g -> List.of(jacobian.pull(g.getFirst())), jacobian.codomain());
        pull = state.open.compile(graph);
        operands = Stream.concat(Stream.of(cotangent.stored()), graph.captured().stream())
                .map(tensor -> ((StoredTensor) tensor).buffer())
                .toList();
        pulled = state.open.allocate(jacobian.domain());
        withoutStructure = new Jacobian.At(
                new Jacobian.Linear(jacobian.domain(), jacobian.codomain(), jacobian::push, jacobian::pull, "J"),
                List.of(w));
    }

    @TearDown(Level.Trial)
    public void release() {
        pull.close();
        pulled.close();
        scope.close();
    }

    @Benchmark
    public float denseByStructure(BackendState state) {
        try (Scope _ = state.open.scope()) {
            return corner(jacobian.dense());
        }
    }

    @Benchmark
    public float denseByPullsTogether(BackendState state) {
        try (Scope _ = state.open.scope()) {
            return corner(withoutStructure.dense());
        }
    }

    /** One row after the other, read into an array: what code without batched pulls does. */
    @Benchmark
    public float[][] denseByPullsInALoop(BackendState state) {
        float[][] rows = new float[BATCH * UNITS][];
        float[] unit = new float[BATCH * UNITS];
        for (int row = 0; row < rows.length; row++) {
            unit[row] = 1;
            try (Scope _ = state.open.scope()) {
                rows[row] = jacobian.pull(state.open.tensor(unit, BATCH, UNITS))
                        .stored()
                        .toFloats();
            }
            unit[row] = 0;
        }
        return rows;
    }

    /** As a training pulls: compiled once, all operands resident. */
    @Benchmark
    public void onePullCompiled(BackendState state) {
        pull.run(operands, List.of(pulled));
        state.open.synchronize();
    }

    /** As a tensor op, found again by its signature and with a new result each time. */
    @Benchmark
    public float onePull(BackendState state) {
        try (Scope _ = state.open.scope()) {
            return corner(jacobian.pull(cotangent));
        }
    }

    /** Waits for the device without reading more than one element. */
    private static float corner(Tensor tensor) {
        return tensor.slice(0, 0, 1).slice(1, 0, 1).stored().toFloats()[0];
    }

    private static Tensor uniform(BackendState state, int... shape) {
        var random = new SplittableRandom(shape.length);
        float[] values = new float[Math.toIntExact(Shape.of(shape).size())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble() - 0.5f;
        }
        return state.open.tensor(values, shape);
    }
}
