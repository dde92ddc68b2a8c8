package dev.pullback.cpu.step;

import dev.pullback.cpu.step.BlockOps.UnaryKernel;
import dev.pullback.cpu.vector.Blocks;
import dev.pullback.cpu.warm.Trial;
import dev.pullback.cpu.warm.VectorCode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** Block kernels of two forms: plain loops run until the vector code is warm. */
final class WarmKernels {
    /** About what an element of a function takes in a plain loop. */
    private static final double PLAIN_NANOS = 2.5;

    private static final Map<String, VectorCode> CODES = new ConcurrentHashMap<>();

    private WarmKernels() {}

    static UnaryKernel<float[], float[]> float32(
            String op, UnaryKernel<float[], float[]> vector, UnaryKernel<float[], float[]> plain) {
        return of(op + " of float32", float[]::new, vector, plain);
    }

    static UnaryKernel<double[], double[]> float64(
            String op, UnaryKernel<double[], double[]> vector, UnaryKernel<double[], double[]> plain) {
        return of(op + " of float64", double[]::new, vector, plain);
    }

    /** The one switch of that name. */
    static VectorCode code(String name, Supplier<Trial> trial) {
        return CODES.computeIfAbsent(name, n -> new VectorCode(n, trial));
    }

    private static <A> UnaryKernel<A, A> of(
            String name, IntFunction<A> array, UnaryKernel<A, A> vector, UnaryKernel<A, A> plain) {
        VectorCode code = code(name, () -> {
            A x = array.apply(Blocks.SIZE);
            A out = array.apply(Blocks.SIZE);
            return new Trial(() -> vector.run(x, out, Blocks.SIZE), () -> plain.run(x, out, Blocks.SIZE));
        });
        return (x, out, n) -> {
            if (code.isFast(PLAIN_NANOS * n)) {
                vector.run(x, out, n);
            } else {
                plain.run(x, out, n);
            }
        };
    }
}
