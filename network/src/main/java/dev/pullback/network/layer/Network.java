package dev.pullback.network.layer;

import dev.pullback.api.error.ConfigurationException;
import dev.pullback.api.error.ShapeException;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.type.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A stack of layers of any depth, each taking what the one before it gives. A network has no values of its own: its
 * parameters are handed to {@link #forward}, as tensors that are stored or traced.
 *
 * <pre>{@code
 * var network = Network.of(64, new Dense(64, Activation.SIGMOID), new Dense(10, Activation.IDENTITY));
 * Tensor logits = network.forward(network.initialize(42).on(backend), x);
 * }</pre>
 */
public final class Network {

    private final List<Layer> layers;
    private final Shape inputShape;
    private final Shape outputShape;
    private final List<ParameterSpec> parameters;
    private final int[] parametersOfLayer;

    private Network(Shape inputShape, List<Layer> layers) {
        if (layers.isEmpty()) {
            throw new ConfigurationException("A network needs at least one layer");
        }
        this.layers = List.copyOf(layers);
        this.inputShape = inputShape;
        this.parametersOfLayer = new int[layers.size()];
        List<ParameterSpec> specs = new ArrayList<>();
        Shape shape = inputShape;
        for (int i = 0; i < layers.size(); i++) {
            Layer layer = layers.get(i);
            Shape next = layer.outputShape(shape);
            List<ParameterSpec> own = layer.parameters(shape);
            String prefix = layer.kind() + i + ".";
            own.forEach(spec -> specs.add(spec.named(prefix + spec.name())));
            parametersOfLayer[i] = own.size();
            shape = next;
        }
        this.parameters = List.copyOf(specs);
        this.outputShape = shape;
    }

    /**
     * A stack on vectors.
     *
     * @param inputs values per sample, at least 1
     * @throws ShapeException if a layer cannot take what comes before it
     */
    public static Network of(int inputs, Layer... layers) {
        return of(Shape.of(inputs), List.of(layers));
    }

    /** A stack on samples of any shape (without the batch axis). */
    public static Network of(Shape sample, List<? extends Layer> layers) {
        if (sample.size() < 1) {
            throw new ConfigurationException("A network needs at least one value per sample, not " + sample);
        }
        return new Network(sample, List.copyOf(layers));
    }

    /**
     * Dense layers all the way: hidden ones with one activation, and an output layer with another.
     *
     * @param hidden units of each hidden layer; none makes a single layer
     */
    public static Network dense(
            int inputs, List<Integer> hidden, Activation activation, int outputs, Activation output) {
        List<Layer> layers = new ArrayList<>();
        hidden.forEach(units -> layers.add(new Dense(units, activation)));
        layers.add(new Dense(outputs, output));
        return of(Shape.of(inputs), layers);
    }

    public List<Layer> layers() {
        return layers;
    }

    /** The shape of one sample, without the batch axis. */
    public Shape inputShape() {
        return inputShape;
    }

    /** The shape of what comes out for one sample. */
    public Shape outputShape() {
        return outputShape;
    }

    /** Every parameter in order, named by layer and position: {@code "dense0.weight"}, {@code "dense0.bias"}, …. */
    public List<ParameterSpec> parameters() {
        return parameters;
    }

    /** Fresh values for all parameters; the same seed gives the same bits on every machine. */
    public Parameters initialize(long seed) {
        List<float[]> values = new ArrayList<>();
        for (int i = 0; i < parameters.size(); i++) {
            ParameterSpec spec = parameters.get(i);
            values.add(spec.initializer().values(spec, RandomWords.key(seed, i)));
        }
        return Parameters.of(parameters, values);
    }

    /**
     * What the network computes, written in ops: at once for stored tensors, as part of a graph for traced ones.
     *
     * @param values one tensor per parameter, in the order of {@link #parameters()}
     * @param x a batch {@code [batch, input…]}
     * @return {@code [batch, output…]}
     * @throws ShapeException if the number of tensors or a shape does not fit
     */
    public Tensor forward(List<? extends Tensor> values, Tensor x) {
        checkOperands(values, x);
        Tensor result = x;
        int next = 0;
        for (int i = 0; i < layers.size(); i++) {
            int end = next + parametersOfLayer[i];
            result = layers.get(i).forward(List.copyOf(values.subList(next, end)), result);
            next = end;
        }
        return result;
    }

    private void checkOperands(List<? extends Tensor> values, Tensor x) {
        if (values.size() != parameters.size()) {
            throw new ShapeException(
                    "The network (%s) has %d parameters, not %d".formatted(this, parameters.size(), values.size()));
        }
        for (int i = 0; i < values.size(); i++) {
            ParameterSpec spec = parameters.get(i);
            if (!values.get(i).shape().equals(spec.shape())) {
                throw new ShapeException("Parameter %s of the network (%s) has shape %s, not %s"
                        .formatted(
                                spec.name(), this, spec.shape(), values.get(i).shape()));
            }
        }
        int[] lengths = x.shape().lengths();
        if (lengths.length == 0
                || !Shape.of(Arrays.copyOfRange(lengths, 1, lengths.length)).equals(inputShape)) {
            throw new ShapeException("The network (%s) takes batches of samples of shape %s, so [batch,%s, not %s"
                    .formatted(this, inputShape, inputShape.toString().substring(1), x.shape()));
        }
    }

    /** For example {@code 64 -> dense 64 sigmoid -> dense 10 identity}. */
    @Override
    public String toString() {
        String shape = inputShape.toString();
        return layers.stream()
                .map(Layer::toString)
                .collect(Collectors.joining(" -> ", shape.substring(1, shape.length() - 1) + " -> ", ""));
    }
}
