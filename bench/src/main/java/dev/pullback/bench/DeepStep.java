package dev.pullback.bench;

import dev.pullback.api.graph.Graph;
import dev.pullback.api.jacobian.Derivatives;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A step of gradient descent on a stack of square tanh layers without bias, the mean of squares its loss, its weights updated
 * in place.
 *
 * @param layers how many
 * @param segment how many of them are one checkpointed function; 0 keeps everything
 */
record DeepStep(int layers, int segment) {

    static final int BATCH = 1024;
    static final int WIDTH = 128;

    private static final double RATE = 1e-3;

    /** Inputs: the weights of each layer, then the samples; outputs: the new weights, then the loss. */
    Graph graph() {
        List<TensorType> types =
                new ArrayList<>(Collections.nCopies(layers, TensorType.of(DType.FLOAT32, WIDTH, WIDTH)));
        types.add(TensorType.of(DType.FLOAT32, BATCH, WIDTH));
        Graph graph = Graph.trace(this::updated, types.toArray(TensorType[]::new));
        for (int i = 0; i < layers; i++) {
            graph = graph.donating(i, i);
        }
        return graph;
    }

    private List<Tensor> updated(List<Tensor> inputs) {
        List<Tensor> weights = inputs.subList(0, layers);
        TensorFunction loss =
                given -> List.of(forward(inputs.getLast(), given).square().mean());
        List<Tensor> results = Derivatives.valueAndGradient(loss).apply(weights);
        List<Tensor> outputs = new ArrayList<>();
        for (int i = 0; i < layers; i++) {
            outputs.add(weights.get(i).sub(results.get(i + 1).mul(RATE)));
        }
        outputs.add(results.getFirst());
        return outputs;
    }

    private Tensor forward(Tensor samples, List<Tensor> weights) {
        if (segment == 0) {
            return stack(samples, weights);
        }
        Tensor x = samples;
        for (int start = 0; start < layers; start += segment) {
            List<Tensor> operands = new ArrayList<>(weights.subList(start, Math.min(start + segment, layers)));
            operands.add(x);
            TensorFunction some = given -> List.of(stack(given.getLast(), given.subList(0, given.size() - 1)));
            x = Derivatives.checkpoint(some).apply(operands).getFirst();
        }
        return x;
    }

    private static Tensor stack(Tensor samples, List<Tensor> weights) {
        Tensor x = samples;
        for (Tensor w : weights) {
            x = x.matmul(w).tanh();
        }
        return x;
    }
}
