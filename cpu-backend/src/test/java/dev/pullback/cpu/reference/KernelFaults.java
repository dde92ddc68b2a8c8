package dev.pullback.cpu.reference;

import static dev.pullback.cpu.reference.OtherKernels.with;

import dev.pullback.api.backend.BackendOptions;
import dev.pullback.api.backend.Kernel;
import dev.pullback.api.op.Op;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import dev.pullback.conformance.kit.Check;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Faults in the kernel of one op: the check of values is meant for them. */
final class KernelFaults {

    private KernelFaults() {}

    static List<Sabotage> all() {
        return Stream.of(elements(), precision(), specials(), memory(), List.of(forgetful()))
                .flatMap(List::stream)
                .toList();
    }

    private static Sabotage in(String op, String name, OtherKernels.Fault fault) {
        return Sabotage.of(name, Check.VALUES, op, OtherKernels.in(op, fault));
    }

    /** Of the products those that are plain, which is a quarter of them. */
    private static Sabotage inProducts(String name, OtherKernels.Fault fault) {
        return in("matmul", name, fault).where("matmul(A, B) float32");
    }

    /** Wrong loops: elements left out, or the last ones wrong. */
    private static List<Sabotage> elements() {
        return List.of(
                in("add", "the last element of odd sizes is left out", (right, operands, result) -> {
                    right.run(operands, result);
                    double[] y = result.values();
                    if (y.length % 8 == 1) {
                        y[y.length - 1] = 0;
                    }
                }),
                inProducts("the last row is zero where rows do not fill a tile", (right, operands, result) -> {
                    right.run(operands, result);
                    double[] y = result.values();
                    int columns = result.type().shape().length(-1);
                    int rows = result.type().shape().length(-2);
                    if (rows % 16 != 0 && y.length > 0) {
                        Arrays.fill(y, y.length - columns, y.length, 0);
                    }
                }),
                in(
                        "sigmoid",
                        "the element behind the last whole vector is its neighbour's",
                        (right, operands, result) -> {
                            right.run(operands, result);
                            double[] y = result.values();
                            if (y.length > 8 && y.length % 8 == 1) {
                                y[y.length - 1] = y[y.length - 2];
                            }
                        }),
                inProducts("the last term of long products is dropped", (right, operands, result) -> {
                    ReferenceBuffer a = with(operands.getFirst(), x -> x);
                    double[] values = a.values();
                    int inner = a.type().shape().length(-1);
                    for (int i = inner - 1; inner > 512 && i < values.length; i += inner) {
                        values[i] = 0;
                    }
                    right.run(List.of(a, operands.get(1)), result);
                }),
                in("sum", "one row less is read", (right, operands, result) -> {
                    ReferenceBuffer x = with(operands.getFirst(), value -> value);
                    if (x.values().length == 33 * 5) {
                        Arrays.fill(x.values(), 32 * 5, 33 * 5, 0);
                    }
                    right.run(List.of(x), result);
                }));
    }

    /** Too few bits. */
    private static List<Sabotage> precision() {
        return List.of(
                inProducts(
                        "operands are rounded to eleven bits (TF32: ten behind the leading one)",
                        (right, operands, result) -> right.run(with(operands, x -> significant(x, 11)), result)),
                inProducts(
                        "operands are rounded to eight bits (bfloat16)",
                        (right, operands, result) -> right.run(with(operands, x -> significant(x, 8)), result)),
                inProducts("one element is off by a percent", (right, operands, result) -> {
                    right.run(operands, result);
                    double[] y = result.values();
                    if (y.length > 500) {
                        y[y.length / 2] *= 1.01;
                    }
                }),
                in("exp", "a native function, off by one in a million", (right, operands, result) -> {
                    right.run(operands, result);
                    double[] y = result.values();
                    for (int i = 0; i < y.length; i++) {
                        y[i] = (float) (y[i] * (1 + 1e-6));
                    }
                }),
                in("mul", "float64 goes through a float32 kernel", (right, operands, result) -> {
                            boolean wide = result.type().dtype() == DType.FLOAT64;
                            right.run(wide ? with(operands, x -> (float) x) : operands, result);
                            round(result, wide);
                        })
                        .where("float64"));
    }

    private static void round(ReferenceBuffer result, boolean wanted) {
        double[] y = result.values();
        for (int i = 0; wanted && i < y.length; i++) {
            y[i] = (float) y[i];
        }
    }

    /** What is true of ordinary numbers only. */
    private static List<Sabotage> specials() {
        return List.of(
                in("sigmoid", "large arguments overflow", (right, operands, result) -> {
                    double[] x = operands.getFirst().values();
                    double[] y = result.values();
                    for (int i = 0; i < y.length; i++) {
                        float e = (float) Math.exp(x[i]);
                        y[i] = e / (1 + e);
                    }
                }),
                in(
                        "reducemax",
                        "NaN is no maximum",
                        (right, operands, result) ->
                                right.run(with(operands, x -> Double.isNaN(x) ? -Double.MAX_VALUE : x), result)),
                in(
                        "gather",
                        "indices are not clamped",
                        (right, operands, result) ->
                                right.run(List.of(operands.get(0), with(operands.get(1), Math::abs)), result)),
                in(
                        "transpose",
                        "the sign of zero is lost",
                        (right, operands, result) -> right.run(with(operands, x -> x + 0.0), result)));
    }

    /** What is read or written besides the result. */
    private static List<Sabotage> memory() {
        return List.of(
                in("exp", "the operand is overwritten", (right, operands, result) -> {
                            right.run(operands, result);
                            Arrays.fill(operands.getFirst().values(), 0);
                        })
                        .saying("is not donated"),
                in("scatteradd", "sums start from what was there", (right, operands, result) -> {
                    double[] before = result.values().clone();
                    right.run(operands, result);
                    double[] y = result.values();
                    for (int i = 0; i < y.length; i++) {
                        y[i] += before[i];
                    }
                }));
    }

    /** Kernels that are found again by op and dtypes, though they were made for another shape. */
    static Sabotage forgetful() {
        return Sabotage.of("kernels are cached without the shape", Check.VALUES, "transpose", KernelFaults::caching)
                .where("float32");
    }

    private static OtherKernels caching(BackendOptions options, boolean faulty) {
        Map<Object, Kernel<ReferenceBuffer>> kernels = new HashMap<>();
        return new OtherKernels(
                options,
                (op, operands, result, right) -> kernels.computeIfAbsent(key(op, operands, faulty), _ -> right));
    }

    private static Object key(Op op, List<TensorType> operands, boolean faulty) {
        return faulty ? List.of(op, operands.stream().map(TensorType::dtype).toList()) : List.of(op, operands);
    }

    /** The number with so many significant bits. */
    private static double significant(double x, int count) {
        double scale = 1L << (53 - count);
        return x * (1 + scale) - x * scale;
    }
}
