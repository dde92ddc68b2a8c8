package dev.pullback.opencl.oclgrind;

import static dev.pullback.opencl.oclgrind.Workload.floats;
import static dev.pullback.opencl.oclgrind.Workload.numbers;

import dev.pullback.api.tensor.Functions;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.type.DType;
import java.util.ArrayList;
import java.util.List;

/** Reductions over rows, columns and the middle of three axes, of nothing, and so long that they take two launches. */
final class ReductionWorkloads {

    /** More than a group of a GPU adds at once, and enough for two pieces on a processor. */
    private static final int LONG = 2 * 16_384 + 5;

    /** The same for columns that lie side by side. */
    private static final int TALL = 64 * 32 + 3;

    private ReductionWorkloads() {}

    static List<Workload> all() {
        List<Workload> all = new ArrayList<>();
        for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64, DType.INT32)) {
            all.add(Workload.of(
                    "reductions of " + dtype.label(),
                    ReductionWorkloads::everyWay,
                    numbers(dtype, 5, 37),
                    numbers(dtype, 2, 13, 19)));
        }
        all.add(Workload.of("rows longer than a group", inputs -> every(inputs.getFirst(), 1), floats(2, 133)));
        all.add(Workload.of("a sum in two launches", TensorFunction.of(x -> x.sum()), floats(LONG)));
        all.add(Workload.of("sums of columns in two launches", TensorFunction.of(x -> x.sum(0)), floats(TALL, 3)));
        all.add(Workload.of("sums of columns by a large group", TensorFunction.of(x -> x.sum(0)), floats(643, 3)));
        all.add(Workload.of("many columns", inputs -> every(inputs.getFirst(), 0), floats(11, 67)));
        all.add(updates("updates by sums of rows and columns", 13, 37));
        all.add(updates("updates by sums in two launches", 2, LONG));
        all.add(updates("updates by sums of nothing", 3, 0));
        for (int length : new int[] {5, 37, 150}) {
            all.add(new Workload(
                    "rows of " + length, ReductionWorkloads::rows, List.of(floats(7, length), floats(7, length)), 1));
        }
        all.add(Workload.of("sums of nothing", inputs -> sums(inputs.getFirst()), floats(3, 0, 5)));
        return all;
    }

    /** With a prologue and an epilogue that overwrites an operand. */
    private static Workload updates(String name, int rows, int length) {
        TensorFunction function = inputs -> List.of(
                inputs.get(0).sub(inputs.get(2).square().sum(1).mul(0.1)),
                inputs.get(1).sub(inputs.get(2).transpose().square().sum(0).mul(0.1)));
        List<TensorValues> inputs = List.of(floats(rows), floats(rows), floats(rows, length));
        return new Workload(name, function, inputs, 2);
    }

    /** Elements over their own rows, and one number per row. */
    private static List<Tensor> rows(List<Tensor> inputs) {
        Tensor y = inputs.get(1);
        return List.of(
                Functions.softmax(inputs.get(0), 1), Functions.logSumExp(y, 1).sub(y.sum(1)));
    }

    private static List<Tensor> everyWay(List<Tensor> inputs) {
        List<Tensor> results = new ArrayList<>();
        results.addAll(every(inputs.get(0), 0));
        results.addAll(every(inputs.get(0), 1));
        results.addAll(every(inputs.get(1), 1));
        results.add(inputs.get(1).sum());
        results.add(inputs.get(1).max(0, 2));
        return results;
    }

    private static List<Tensor> every(Tensor x, int axis) {
        return List.of(x.sum(axis), x.max(axis), x.argmax(axis));
    }

    private static List<Tensor> sums(Tensor x) {
        return List.of(x.sum(), x.sum(0), x.sum(1), x.sum(2));
    }
}
