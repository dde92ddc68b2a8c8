package dev.pullback.network.train;

import dev.pullback.api.error.ConfigurationException;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.jacobian.Derivatives;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.Traced;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.Shape;
import dev.pullback.api.type.TensorType;
import dev.pullback.network.data.Dataset;
import dev.pullback.network.layer.Network;
import dev.pullback.network.layer.ParameterSpec;
import dev.pullback.network.loss.Loss;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One training step as one graph: the minibatch's rows are gathered from the data set on the device, then forward, loss,
 * pullback and update.
 *
 * <pre>{@code
 * inputs:  parameters…, state…, epoch loss, data [samples, features], labels [samples], indices [batch], rate []
 * outputs: parameters…, state…, epoch loss, loss of this minibatch
 * }</pre>
 *
 * Parameters, state and epoch loss are donated: they are updated in place, and nothing goes back to the host. The epoch loss
 * collects loss · batch/samples, and so is the mean over the epoch at its end.
 */
final class StepGraph {

    static final TensorType SCALAR = new TensorType(DType.FLOAT32, Shape.SCALAR);

    private final Network network;
    private final Loss loss;
    private final Optimizer optimizer;

    StepGraph(Network network, Loss loss, Optimizer optimizer) {
        this.network = network;
        this.loss = loss;
        this.optimizer = optimizer;
    }

    /** The types of all state tensors, parameter by parameter. */
    List<TensorType> stateTypes() {
        return network.parameters().stream()
                .flatMap(spec -> optimizer.state(spec.type()).stream())
                .toList();
    }

    Graph trace(Dataset train, int batch) {
        List<Traced> parameters = network.parameters().stream()
                .map(spec -> Traced.input(spec.type(), spec.name()))
                .toList();
        List<Traced> state = stateInputs();
        Traced epochLoss = Traced.input(SCALAR, "epoch_loss");
        Traced data = Traced.input(TensorType.of(DType.FLOAT32, train.size(), train.features()), "data");
        Traced labels = Traced.input(TensorType.of(DType.INT32, train.size()), "labels");
        Traced indices = Traced.input(TensorType.of(DType.INT32, batch), "indices");
        Traced rate = Traced.input(SCALAR, "rate");

        Tensor x = Samples.shaped(data.gather(0, indices), network.inputShape());
        Traced batchLoss = loss.of(network.forward(parameters, x), labels.gather(0, indices))
                .node();
        List<Tensor> gradients = Derivatives.gradient(batchLoss, parameters);
        List<Traced> updated = Traced.inPhase("update", () -> update(parameters, gradients, state, rate));
        Tensor collected = epochLoss.add(batchLoss.mul((double) batch / train.size()));

        List<Traced> inputs = Stream.of(parameters, state, List.of(epochLoss, data, labels, indices, rate))
                .flatMap(List::stream)
                .toList();
        List<Traced> outputs = new ArrayList<>(updated);
        outputs.add(collected.node());
        outputs.add(batchLoss);
        Graph graph = Graph.of(inputs, outputs);
        for (int i : IntStream.rangeClosed(0, updated.size()).toArray()) {
            graph = graph.donating(i, i);
        }
        return graph;
    }

    private List<Traced> stateInputs() {
        List<Traced> inputs = new ArrayList<>();
        for (ParameterSpec spec : network.parameters()) {
            for (TensorType type : optimizer.state(spec.type())) {
                inputs.add(Traced.input(type, spec.name() + ".state"));
            }
        }
        return List.copyOf(inputs);
    }

    /** New parameters, then new states. */
    private List<Traced> update(List<Traced> parameters, List<Tensor> gradients, List<Traced> state, Tensor rate) {
        List<Traced> newParameters = new ArrayList<>();
        List<Traced> newState = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < parameters.size(); i++) {
            int end = next + optimizer.state(parameters.get(i).type()).size();
            Optimizer.Update update =
                    optimizer.update(parameters.get(i), gradients.get(i), List.copyOf(state.subList(next, end)), rate);
            requireState(end - next, update.state().size());
            newParameters.add(update.parameter().node());
            update.state().forEach(tensor -> newState.add(tensor.node()));
            next = end;
        }
        newParameters.addAll(newState);
        return newParameters;
    }

    private void requireState(int declared, int returned) {
        if (declared != returned) {
            throw new ConfigurationException(
                    "Optimizer %s declares %d tensors of state per parameter, but its update gives %d"
                            .formatted(optimizer, declared, returned));
        }
    }
}
