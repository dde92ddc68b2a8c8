package dev.pullback.opencl.oclgrind;

import static dev.pullback.opencl.oclgrind.Workload.floats;
import static dev.pullback.opencl.oclgrind.Workload.indices;
import static dev.pullback.opencl.oclgrind.Workload.numbers;

import dev.pullback.api.jacobian.Derivatives;
import dev.pullback.api.tensor.Functions;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.type.DType;
import java.util.ArrayList;
import java.util.List;

/** Matrix products, plain and transposed, at the edges of tiles; with what is fused behind them; and a step of training. */
final class ProductWorkloads {

    /** Rows, inner length and columns: tails in all three, whole vectors in all three, single ones, and none. */
    private static final int[][] SIZES = {
        {37, 19, 35}, {32, 16, 32}, {1, 21, 1}, {5, 17, 9}, {33, 9, 1}, {3, 0, 4}, {0, 3, 4}
    };

    /** An inner axis that is worth splitting, and no whole number of slices. */
    private static final int LONG = 717;

    private final List<Workload> all = new ArrayList<>();

    private ProductWorkloads() {}

    static List<Workload> all() {
        var list = new ProductWorkloads();
        for (int[] size : SIZES) {
            for (boolean transposeA : new boolean[] {false, true}) {
                for (boolean transposeB : new boolean[] {false, true}) {
                    list.add(DType.FLOAT32, size, transposeA, transposeB);
                }
            }
        }
        list.add(DType.FLOAT64, SIZES[0], true, false);
        list.add(DType.FLOAT64, SIZES[0], false, true);
        list.add(DType.FLOAT64, SIZES[1], false, false);
        list.batches();
        list.splits();
        list.epilogues();
        list.all.add(step());
        return list.all;
    }

    private void add(DType dtype, int[] size, boolean transposeA, boolean transposeB) {
        TensorFunction product =
                TensorFunction.of((a, b) -> (transposeA ? a.transpose() : a).matmul(transposeB ? b.transpose() : b));
        all.add(Workload.of(
                "%s product of %d x %d x %d%s%s"
                        .formatted(
                                dtype.label(),
                                size[0],
                                size[1],
                                size[2],
                                transposeA ? ", A transposed" : "",
                                transposeB ? ", B transposed" : ""),
                product,
                transposeA ? numbers(dtype, size[1], size[0]) : numbers(dtype, size[0], size[1]),
                transposeB ? numbers(dtype, size[2], size[1]) : numbers(dtype, size[1], size[2])));
    }

    private void batches() {
        TensorFunction product = TensorFunction.of((a, b) -> a.matmul(b));
        TensorFunction transposed =
                TensorFunction.of((a, b) -> a.transpose(0, 2, 1).matmul(b.transpose(0, 2, 1)));
        all.add(Workload.of("products", product, floats(2, 5, 7), floats(2, 7, 18)));
        all.add(Workload.of("products, both transposed", transposed, floats(2, 8, 36), floats(2, 4, 8)));
        TensorValues batch = numbers(DType.FLOAT64, 2, 5, 7);
        all.add(Workload.of("float64 products", product, batch, numbers(DType.FLOAT64, 2, 7, 18)));
    }

    private void epilogues() {
        TensorFunction layer = TensorFunction.of((x, w, b) -> x.matmul(w).add(b).sigmoid());
        all.add(Workload.of("a layer", layer, floats(17, 33), floats(33, 35), floats(35)));
        all.add(Workload.of("a layer of few columns", layer, floats(17, 13), floats(13, 8), floats(8)));
        all.add(Workload.of("a bias per row", layer, floats(34, 13), floats(13, 9), floats(34, 1)));
        all.add(Workload.of(
                "a full matrix behind dot products",
                TensorFunction.of((x, w, b) -> x.matmul(w.transpose()).add(b).relu()),
                floats(5, 21),
                floats(19, 21),
                floats(5, 19)));
        all.add(Workload.of(
                "a batch with a shared matrix and bias",
                TensorFunction.of((x, w, b) -> x.matmul(w).add(b).tanh()),
                floats(2, 5, 7),
                floats(7, 4),
                floats(2, 1, 4)));
    }

    /** So long that a large GPU computes them in parts. */
    private void splits() {
        int[] odd = {3, LONG, 5};
        add(DType.FLOAT32, odd, true, false);
        TensorFunction layer = TensorFunction.of((x, w, b) -> x.matmul(w).add(b).relu());
        all.add(Workload.of(
                "a batch of layers in parts", layer, floats(2, 3, LONG), floats(2, LONG, 8), floats(2, 1, 8)));
    }

    /** Two layers, softmax cross-entropy, and the update of the four parameters in place. */
    private static Workload step() {
        List<TensorValues> inputs =
                List.of(floats(9, 13), floats(13), floats(13, 10), floats(10), floats(17, 9), indices(10, 17));
        return new Workload("a step of training", ProductWorkloads::stepped, inputs, 4);
    }

    private static List<Tensor> stepped(List<Tensor> inputs) {
        TensorFunction loss = parameters -> {
            Tensor hidden = inputs.get(4)
                    .matmul(parameters.get(0))
                    .add(parameters.get(1))
                    .sigmoid();
            Tensor logits = hidden.matmul(parameters.get(2)).add(parameters.get(3));
            Tensor hot = Functions.oneHot(inputs.get(5), 10, DType.FLOAT32);
            return List.of(Functions.logSoftmax(logits, 1).mul(hot).sum(1).neg().mean());
        };
        List<Tensor> results = Derivatives.valueAndGradient(loss).apply(inputs.subList(0, 4));
        List<Tensor> updated = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            updated.add(inputs.get(i).sub(results.get(i + 1).mul(0.1)));
        }
        updated.add(results.getFirst());
        return updated;
    }
}
