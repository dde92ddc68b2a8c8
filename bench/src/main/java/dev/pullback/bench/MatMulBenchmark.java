package dev.pullback.bench;

import dev.pullback.api.backend.Buffer;
import dev.pullback.api.backend.Executable;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
 * A float32 matrix product through the whole backend, operands resident, the device waited for. Look at the column
 * {@code gflops}: 2·n·k·m floating-point operations per product, in units of 10⁹ per second.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 7, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"})
@State(Scope.Benchmark)
public class MatMulBenchmark {

    /** {@code n x k x m}, and NN, TN or NT for the operands that are stored transposed. */
    @Param({"1024x1024x1024:NN", "512x512x512:NN", "128x784x512:NN", "784x128x512:TN", "128x512x784:NT", "128x512x10:NN"
    })
    public String size;

    private Executable program;
    private List<Buffer> operands;
    private Buffer result;
    private double gigaFlop;

    /** Counted per second by JMH. */
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    @State(Scope.Thread)
    public static class Rate {
        public double gflops;
    }

    @Setup(Level.Trial)
    public void compile(BackendState state) {
        String[] parts = size.split("[x:]", -1);
        int n = Integer.parseInt(parts[0]);
        int k = Integer.parseInt(parts[1]);
        int m = Integer.parseInt(parts[2]);
        boolean transposeA = parts[3].charAt(0) == 'T';
        boolean transposeB = parts[3].charAt(1) == 'T';
        TensorType a = transposeA ? TensorType.of(DType.FLOAT32, k, n) : TensorType.of(DType.FLOAT32, n, k);
        TensorType b = transposeB ? TensorType.of(DType.FLOAT32, m, k) : TensorType.of(DType.FLOAT32, k, m);
        Graph graph = Graph.trace(
                inputs -> {
                    Tensor left = transposeA ? inputs.get(0).transpose() : inputs.get(0);
                    Tensor right = transposeB ? inputs.get(1).transpose() : inputs.get(1);
                    return List.of(left.matmul(right));
                },
                a,
                b);
        program = state.open.compile(graph);
        operands = List.of(state.uniform(a, 1), state.uniform(b, 2));
        result = state.open.allocate(TensorType.of(DType.FLOAT32, n, m));
        gigaFlop = 2e-9 * n * k * m;
    }

    @TearDown(Level.Trial)
    public void release() {
        program.close();
        operands.forEach(Buffer::close);
        result.close();
    }

    @Benchmark
    public void matmul(BackendState state, Rate rate) {
        program.run(operands, List.of(result));
        state.open.synchronize();
        rate.gflops += gigaFlop;
    }
}
