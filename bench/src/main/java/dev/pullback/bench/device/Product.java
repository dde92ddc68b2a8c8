package dev.pullback.bench.device;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.Buffer;
import dev.pullback.api.backend.Executable;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.SplittableRandom;

/** A float32 product {@code [n, k] · [k, m]}, operands resident and, as {@code layout} says, stored transposed: NN, TN or NT. */
record Product(String layout, int n, int k, int m) {

    /** Speed, and the largest error of some elements, relative to the sum of the magnitudes of their terms. */
    record Result(double gflops, double error) {}

    private static final int CHECKED = 64;

    Result measure(Backend backend) {
        boolean transposeA = layout.charAt(0) == 'T';
        boolean transposeB = layout.charAt(1) == 'T';
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
        float[] left = uniform(n * k, 1);
        float[] right = uniform(k * m, 2);
        float[] product = new float[n * m];
        try (Executable program = backend.compile(graph);
                Buffer inputA = filled(backend, a, left);
                Buffer inputB = filled(backend, b, right);
                Buffer output = backend.allocate(TensorType.of(DType.FLOAT32, n, m))) {
            List<Buffer> inputs = List.of(inputA, inputB);
            List<Buffer> outputs = List.of(output);
            double seconds = Timing.seconds(() -> program.run(inputs, outputs), backend::synchronize);
            output.read(MemorySegment.ofArray(product));
            return new Result(2e-9 * n * k * m / seconds, error(left, transposeA, right, transposeB, product));
        }
    }

    private double error(float[] left, boolean transposeA, float[] right, boolean transposeB, float[] product) {
        var random = new SplittableRandom(3);
        double worst = 0;
        for (int i = 0; i < CHECKED; i++) {
            int row = random.nextInt(n);
            int column = random.nextInt(m);
            double sum = 0;
            double magnitude = 0;
            for (int p = 0; p < k; p++) {
                double x = left[transposeA ? p * n + row : row * k + p];
                double y = right[transposeB ? column * k + p : p * m + column];
                sum += x * y;
                magnitude += Math.abs(x * y);
            }
            worst = Math.max(worst, Math.abs(product[row * m + column] - sum) / magnitude);
        }
        return worst;
    }

    static Buffer filled(Backend backend, TensorType type, float[] values) {
        Buffer buffer = backend.allocate(type);
        buffer.write(MemorySegment.ofArray(values));
        return buffer;
    }

    /** Numbers in [-0.5, 0.5), the same for the same seed. */
    static float[] uniform(int count, long seed) {
        var random = new SplittableRandom(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (random.nextInt() >>> 8) * 0x1p-24f - 0.5f;
        }
        return values;
    }
}
