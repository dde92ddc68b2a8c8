package dev.pullback.network.layer;

import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.type.Shape;
import java.util.List;
import java.util.Map;

/**
 * One layer of a network. To make one's own, say which parameters it has and write what it computes in tensor ops; the
 * derivatives follow, on every backend.
 *
 * <pre>{@code
 * record Scale() implements Layer {
 *     public String kind() { return "scale"; }
 *     public Shape outputShape(Shape input) { return input; }
 *     public List<ParameterSpec> parameters(Shape input) {
 *         return List.of(new ParameterSpec("factor", input, 1, 1, Initializer.constant(1)));
 *     }
 *     public Tensor forward(List<Tensor> parameters, Tensor x) { return x.mul(parameters.getFirst()); }
 * }
 * }</pre>
 */
public interface Layer {

    /** What sort of layer it is, in lower case; the names of its parameters begin with it. */
    String kind();

    /**
     * The shape of one sample behind the layer.
     *
     * @param input the shape of one sample in front of it, without the batch axis
     * @throws dev.pullback.api.error.ShapeException if the layer cannot take such samples
     */
    Shape outputShape(Shape input);

    /** The parameters it has for samples of that shape, in the order in which {@link #forward} takes them. */
    List<ParameterSpec> parameters(Shape input);

    /**
     * What the layer computes.
     *
     * @param parameters as {@link #parameters} lists them
     * @param x a batch of samples {@code [batch, input…]}
     * @return the batch behind the layer, {@code [batch, output…]}
     */
    Tensor forward(List<Tensor> parameters, Tensor x);

    /** What else one must know to make the layer again, by name: a checkpoint keeps it, and people read it. */
    default Map<String, String> settings() {
        return Map.of();
    }
}
