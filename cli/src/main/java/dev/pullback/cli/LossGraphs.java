package dev.pullback.cli;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.StoredTensor;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.graph.Simplifier;
import dev.pullback.api.jacobian.Derivatives;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.Traced;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import dev.pullback.network.data.Dataset;
import dev.pullback.network.layer.ParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The graphs of a network's loss on one minibatch.
 *
 * <pre>{@code
 * inputs:  x [batch, features], y [batch] (labels), parameters…
 * outputs: loss, and in the pullback graph its gradient for every parameter
 * }</pre>
 */
final class LossGraphs {

    /** That of a training without the option. */
    private static final long SEED = 0;

    private final Design design;
    private final List<Traced> inputs = new ArrayList<>();
    private final List<Traced> parameters;
    private final Traced loss;

    LossGraphs(Design design) {
        this.design = design;
        Traced x = Traced.input(
                TensorType.of(
                        DType.FLOAT32, design.batch(), design.split().train().features()),
                "x");
        Traced y = Traced.input(TensorType.of(DType.INT32, design.batch()), "y");
        this.parameters = design.network().parameters().stream()
                .map(spec -> Traced.input(spec.type(), spec.name()))
                .toList();
        this.loss = design.loss().of(design.network().forward(parameters, x), y).node();
        inputs.add(x);
        inputs.add(y);
        inputs.addAll(parameters);
    }

    /** The loss, op by op as it was traced. */
    Graph forward() {
        return Graph.of(inputs, List.of(loss));
    }

    /** The loss and its gradients, differentiated and simplified as a backend gets to see it. */
    Graph pullback() {
        Stream<Traced> gradients =
                Derivatives.gradient(loss, parameters).stream().map(Tensor::node);
        return Simplifier.simplify(
                Graph.of(inputs, Stream.concat(Stream.of(loss), gradients).toList()));
    }

    /** What the outputs are called. */
    String[] results() {
        return Stream.concat(
                        Stream.of("loss"),
                        design.network().parameters().stream()
                                .map(ParameterSpec::name)
                                .map(name -> "∇" + name))
                .toArray(String[]::new);
    }

    /** The inputs for a look at values: the first samples and fresh parameters. The scope that is open closes them. */
    List<StoredTensor> values(Backend backend) {
        Dataset train = design.split().train();
        float[] x = Arrays.copyOf(train.inputs(), design.batch() * train.features());
        List<StoredTensor> values = new ArrayList<>();
        values.add(backend.tensor(x, design.batch(), train.features()));
        values.add(backend.tensor(Arrays.copyOf(train.labels(), design.batch()), design.batch()));
        values.addAll(design.network().initialize(SEED).on(backend));
        return values;
    }
}
