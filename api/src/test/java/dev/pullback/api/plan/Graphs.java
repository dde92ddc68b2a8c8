package dev.pullback.api.plan;

import dev.pullback.api.graph.Graph;
import dev.pullback.api.jacobian.Derivatives;
import dev.pullback.api.tensor.Functions;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import java.util.ArrayList;
import java.util.List;

/** Graphs to plan. */
final class Graphs {

    static final int BATCH = 32;

    private Graphs() {}

    static TensorType floats(int... lengths) {
        return TensorType.of(DType.FLOAT32, lengths);
    }

    static Graph of(TensorFunction function, TensorType... types) {
        return Graph.trace(function, types);
    }

    /** One layer: σ(x·w + b). */
    static Graph layer() {
        return of(
                TensorFunction.of((x, w, b) -> x.matmul(w).add(b).sigmoid()),
                floats(BATCH, 9),
                floats(9, 5),
                floats(5));
    }

    /** A step of gradient descent on a stack of sigmoid layers with the mean of squares; parameters are donated. */
    static Graph trainingStep(int... widths) {
        List<TensorType> types = new ArrayList<>();
        for (int layer = 1; layer < widths.length; layer++) {
            types.add(floats(widths[layer - 1], widths[layer]));
            types.add(floats(widths[layer]));
        }
        int parameters = types.size();
        types.add(floats(BATCH, widths[0]));
        types.add(floats(BATCH, widths[widths.length - 1]));
        TensorFunction step = inputs -> {
            TensorFunction loss = given -> List.of(loss(given, inputs.get(parameters), inputs.get(parameters + 1)));
            List<Tensor> results = Derivatives.valueAndGradient(loss).apply(inputs.subList(0, parameters));
            List<Tensor> updated = new ArrayList<>();
            for (int i = 0; i < parameters; i++) {
                updated.add(inputs.get(i).sub(results.get(i + 1).mul(0.1)));
            }
            updated.add(results.getFirst());
            return updated;
        };
        Graph graph = of(step, types.toArray(TensorType[]::new));
        for (int i = 0; i < parameters; i++) {
            graph = graph.donating(i, i);
        }
        return graph;
    }

    /** Everything that moves, reduces or draws, so that every kind of step occurs. */
    static Graph everyStep() {
        TensorType ints = TensorType.of(DType.INT32, 4);
        return of(
                inputs -> {
                    Tensor x = inputs.get(0);
                    Tensor indices = inputs.get(1);
                    Tensor joined = Functions.concat(
                            0, x.transpose(), x.slice(0, 1, 3).pad(0, 2, 1).transpose());
                    Tensor gathered = joined.gather(0, indices).exp();
                    Tensor scattered = gathered.scatterAdd(0, 7, indices);
                    Tensor bits = Functions.randomBits(inputs.get(2), scattered.shape())
                            .cast(DType.FLOAT32);
                    Tensor sum = scattered.mul(bits).add(Functions.iota(scattered.type(), 1));
                    return List.of(sum.sum(0), sum.max(1).neg(), sum.argmax(0), Functions.constant(floats(3), 2));
                },
                floats(5, 7),
                ints,
                TensorType.of(DType.INT32, 2));
    }

    private static Tensor loss(List<Tensor> parameters, Tensor samples, Tensor targets) {
        Tensor x = samples;
        for (int i = 0; i < parameters.size(); i += 2) {
            x = x.matmul(parameters.get(i)).add(parameters.get(i + 1)).sigmoid();
        }
        return x.sub(targets).square().mean();
    }
}
