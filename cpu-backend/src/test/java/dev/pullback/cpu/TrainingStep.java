package dev.pullback.cpu;

import dev.pullback.api.graph.Graph;
import dev.pullback.api.jacobian.Derivatives;
import dev.pullback.api.tensor.Functions;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.Traced;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import java.util.ArrayList;
import java.util.List;

/** A whole training step as one graph: stacked dense layers, sigmoid, softmax cross-entropy, gradient descent in place. */
final class TrainingStep {

    private static final int CLASSES = 10;

    private TrainingStep() {}

    /** Inputs: weights and bias per layer (donated), the batch, its labels, the rate. Outputs: the parameters, the loss. */
    static Graph of(DType dtype, int batch, int... widths) {
        List<TensorType> types = new ArrayList<>();
        for (int i = 0; i + 1 < widths.length; i++) {
            types.add(TensorType.of(dtype, widths[i], widths[i + 1]));
            types.add(TensorType.of(dtype, widths[i + 1]));
        }
        int parameters = types.size();
        types.add(TensorType.of(dtype, batch, widths[0]));
        types.add(TensorType.of(DType.INT32, batch));
        types.add(TensorType.of(dtype));
        Graph graph = Graph.trace(inputs -> step(inputs, parameters), types.toArray(TensorType[]::new));
        for (int i = 0; i < parameters; i++) {
            graph = graph.donating(i, i);
        }
        return graph;
    }

    private static List<Tensor> step(List<Tensor> inputs, int parameters) {
        Tensor layer = inputs.get(parameters);
        for (int i = 0; i < parameters; i += 2) {
            layer = layer.matmul(inputs.get(i)).add(inputs.get(i + 1));
            layer = i + 2 < parameters ? layer.sigmoid() : layer;
        }
        Tensor labels = Functions.oneHot(inputs.get(parameters + 1), CLASSES, layer.dtype());
        Tensor loss = labels.mul(Functions.logSoftmax(layer, 1)).sum(1).neg().mean();
        List<Traced> wrt =
                inputs.subList(0, parameters).stream().map(Tensor::node).toList();
        List<Tensor> gradient = Derivatives.gradient(loss.node(), wrt);
        List<Tensor> outputs = new ArrayList<>();
        for (int i = 0; i < parameters; i++) {
            outputs.add(inputs.get(i).sub(gradient.get(i).mul(inputs.get(parameters + 2))));
        }
        outputs.add(loss);
        return outputs;
    }
}
