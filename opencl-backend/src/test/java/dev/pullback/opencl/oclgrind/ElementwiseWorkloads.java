package dev.pullback.opencl.oclgrind;

import static dev.pullback.opencl.oclgrind.Workload.floats;
import static dev.pullback.opencl.oclgrind.Workload.numbers;

import dev.pullback.api.op.Comparison;
import dev.pullback.api.tensor.Functions;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.type.DType;
import java.util.ArrayList;
import java.util.List;

/** Every elementwise op in every dtype: apart, as steps of their own, and joined, as one loop. */
final class ElementwiseWorkloads {

    /** Longer than two of the widest vectors, with a tail. */
    private static final int LENGTH = 35;

    private ElementwiseWorkloads() {}

    /** Each op a result of its own. */
    static List<Workload> apart() {
        List<Workload> apart = new ArrayList<>();
        for (DType dtype : DType.values()) {
            TensorValues x = numbers(dtype, LENGTH);
            TensorValues y = numbers(dtype, LENGTH);
            apart.add(Workload.of("ops of " + dtype.label(), inputs -> ops(inputs.get(0), inputs.get(1)), x, y));
            apart.add(Workload.of("casts of " + dtype.label(), inputs -> casts(inputs.get(0)), x));
        }
        return apart;
    }

    /** All ops in one result, over all kinds of operands. */
    static List<Workload> joined() {
        List<Workload> joined = new ArrayList<>();
        for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64, DType.INT32)) {
            TensorFunction sum = TensorFunction.of(ElementwiseWorkloads::sum);
            joined.add(
                    Workload.of("joined ops of " + dtype.label(), sum, numbers(dtype, LENGTH), numbers(dtype, LENGTH)));
            joined.add(broadcasts(dtype, 19));
            joined.add(broadcasts(dtype, 8));
        }
        TensorFunction ofNothing = TensorFunction.of((x, y) -> x.add(y).exp());
        joined.add(Workload.of("nothing", ofNothing, floats(0, 4), floats(4)));
        joined.add(Workload.of("one element", TensorFunction.of(x -> x.tanh().square()), floats()));
        return joined;
    }

    private static List<Tensor> ops(Tensor x, Tensor y) {
        List<Tensor> results = new ArrayList<>(comparisons(x, y));
        results.add(x.compare(Comparison.EQUAL, y).select(x, y));
        if (x.dtype() != DType.BOOL) {
            results.addAll(arithmetic(x, y));
        }
        if (x.dtype().isFloating()) {
            results.addAll(functions(x));
        }
        return results;
    }

    private static List<Tensor> comparisons(Tensor x, Tensor y) {
        List<Tensor> results = new ArrayList<>();
        for (Comparison comparison : Comparison.values()) {
            if (x.dtype() != DType.BOOL || comparison == Comparison.EQUAL || comparison == Comparison.NOT_EQUAL) {
                results.add(x.compare(comparison, y));
            }
        }
        return results;
    }

    private static List<Tensor> arithmetic(Tensor x, Tensor y) {
        return List.of(
                x.add(y),
                x.sub(y),
                x.mul(y),
                x.div(y),
                x.maximum(y),
                x.minimum(y),
                x.neg(),
                x.abs(),
                x.square(),
                x.stopGradient());
    }

    private static List<Tensor> functions(Tensor x) {
        return List.of(x.exp(), x.log(), x.sqrt(), x.tanh(), x.sigmoid(), x.relu(), x.step());
    }

    private static List<Tensor> casts(Tensor x) {
        List<Tensor> results = new ArrayList<>();
        for (DType dtype : DType.values()) {
            results.add(x.cast(dtype));
        }
        return results;
    }

    /** All of them in one sum, with a cast to every dtype and back. */
    private static Tensor sum(Tensor x, Tensor y) {
        Tensor sum = Functions.constant(x.dtype(), 3);
        for (Tensor result : ops(x, y)) {
            sum = sum.mul(0.5).add(result.cast(x.dtype()));
        }
        for (DType dtype : DType.values()) {
            sum = sum.add(x.cast(dtype).cast(x.dtype()));
        }
        return sum;
    }

    /** Operands that repeat along rows, columns and one of many axes, and a number; in rows of whole vectors, or not. */
    private static Workload broadcasts(DType dtype, int columns) {
        return Workload.of(
                "broadcasts of %s in rows of %d".formatted(dtype.label(), columns),
                inputs -> {
                    Tensor x = inputs.get(0);
                    Tensor sum = x.add(inputs.get(1)).mul(inputs.get(2)).sub(inputs.get(3));
                    return List.of(sum, inputs.get(4).add(inputs.get(5)));
                },
                numbers(dtype, 3, columns),
                numbers(dtype, columns),
                numbers(dtype, 3, 1),
                numbers(dtype),
                numbers(dtype, 2, 3, 4, columns),
                numbers(dtype, 3, 1, columns));
    }
}
