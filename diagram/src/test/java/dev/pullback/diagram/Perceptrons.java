package dev.pullback.diagram;

import dev.pullback.api.graph.Graph;
import dev.pullback.api.graph.Simplifier;
import dev.pullback.api.jacobian.Derivatives;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.Traced;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Graphs of stacked layers Y = σ(XW + b) under the mean of squared distances. */
final class Perceptrons {

    private static final int BATCH = 8;
    private static final int UNITS = 16;

    private final List<Traced> parameters = new ArrayList<>();
    private final List<Traced> inputs = new ArrayList<>();
    private final Traced loss;

    private Perceptrons(int layers) {
        Traced x = Traced.input(TensorType.of(DType.FLOAT32, BATCH, UNITS), "x");
        Traced y = Traced.input(TensorType.of(DType.FLOAT32, BATCH, UNITS), "y");
        inputs.add(x);
        Tensor result = x;
        for (int layer = 0; layer < layers; layer++) {
            Traced w = Traced.input(TensorType.of(DType.FLOAT32, UNITS, UNITS), "dense" + layer + ".weight");
            Traced b = Traced.input(TensorType.of(DType.FLOAT32, UNITS), "dense" + layer + ".bias");
            parameters.addAll(List.of(w, b));
            result = result.matmul(w).add(b).sigmoid();
        }
        inputs.addAll(parameters);
        inputs.add(y);
        loss = result.sub(y).square().sum().div(BATCH).node();
    }

    static Graph forward(int layers) {
        var network = new Perceptrons(layers);
        return Graph.of(network.inputs, List.of(network.loss));
    }

    /** The loss, then its gradient for each parameter. */
    static Graph pullback(int layers) {
        var network = new Perceptrons(layers);
        return Simplifier.simplify(Graph.of(
                network.inputs,
                Stream.concat(
                                Stream.of(network.loss),
                                Derivatives.gradient(network.loss, network.parameters).stream()
                                        .map(Tensor::node))
                        .toList()));
    }

    static String[] results(int layers) {
        return Stream.concat(
                        Stream.of("loss"),
                        IntStream.range(0, layers)
                                .boxed()
                                .flatMap(layer -> Stream.of("∇dense" + layer + ".weight", "∇dense" + layer + ".bias")))
                .toArray(String[]::new);
    }
}
