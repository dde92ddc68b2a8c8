package dev.pullback.bench;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.BackendOptions;
import dev.pullback.api.backend.Backends;
import dev.pullback.api.backend.Buffer;
import dev.pullback.api.backend.Executable;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.op.Comparison;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.SplittableRandom;
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
 * An elementwise op on float32 through the whole backend {@code cpu}, operands resident, the result into the same buffer each time;
 * beside it a plain copy and Java's own exponential. Look at the columns {@code gelements} (10⁹ elements per second: 1 over
 * it is nanoseconds per element) and {@code gigabytes} (10⁹ bytes read and written per second).
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 7, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"})
@State(Scope.Benchmark)
public class ElementwiseBenchmark {

    /** {@code copy} and {@code Math.exp} are what to compare with; both run on one thread whatever {@code threads} says. */
    @Param({"copy", "Math.exp", "sigmoid", "tanh", "exp", "log", "add", "mul", "relu", "select", "sum"})
    public String op;

    @Param({"8192", "10000000"})
    public int elements;

    @Param({"1", "2"})
    public String threads;

    private final Arena arena = Arena.ofShared();
    private Backend backend;
    private Executable program;
    private List<Buffer> operands;
    private List<Buffer> results;
    private MemorySegment source;
    private MemorySegment target;
    private double gigaElements;
    private double gigaBytes;

    /** Counted per second by JMH. */
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    @State(Scope.Thread)
    public static class Rate {
        public double gelements;
        public double gigabytes;
    }

    @Setup(Level.Trial)
    public void compile() {
        TensorType type = TensorType.of(DType.FLOAT32, elements);
        source = arena.allocate(type.bytes(), 64);
        target = arena.allocate(type.bytes(), 64);
        var random = new SplittableRandom(1);
        for (int i = 0; i < elements; i++) {
            source.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) random.nextDouble(-10, 10));
        }
        backend = Backends.open("cpu", BackendOptions.defaults().with("threads", threads));
        Graph graph = Graph.trace(inputs -> List.of(apply(inputs.get(0), inputs.get(1))), type, type);
        program = backend.compile(graph);
        operands = List.of(backend.allocate(type), backend.allocate(type));
        operands.forEach(operand -> operand.write(source));
        TensorType result = graph.outputs().getFirst().type();
        results = List.of(backend.allocate(result));
        boolean two = List.of("add", "mul", "select").contains(op);
        gigaElements = 1e-9 * elements;
        gigaBytes = 1e-9 * ((two ? 2 : 1) * type.bytes() + result.bytes());
    }

    private Tensor apply(Tensor x, Tensor y) {
        return switch (op) {
            case "sigmoid" -> x.sigmoid();
            case "tanh" -> x.tanh();
            case "exp" -> x.exp();
            case "log" -> x.log();
            case "add" -> x.add(y);
            case "mul" -> x.mul(y);
            case "relu" -> x.relu();
            case "select" -> x.compare(Comparison.GREATER, y).select(x, y);
            case "sum" -> x.sum();
            default -> x.neg();
        };
    }

    @TearDown(Level.Trial)
    public void release() {
        program.close();
        operands.forEach(Buffer::close);
        results.forEach(Buffer::close);
        backend.close();
        arena.close();
    }

    @Benchmark
    public void elementwise(Rate rate) {
        switch (op) {
            case "copy" -> MemorySegment.copy(source, 0, target, 0, source.byteSize());
            case "Math.exp" -> scalarExp();
            default -> {
                program.run(operands, results);
                backend.synchronize();
            }
        }
        rate.gelements += gigaElements;
        rate.gigabytes += gigaBytes;
    }

    private void scalarExp() {
        for (int i = 0; i < elements; i++) {
            float x = source.getAtIndex(ValueLayout.JAVA_FLOAT, i);
            target.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) Math.exp(x));
        }
    }
}
