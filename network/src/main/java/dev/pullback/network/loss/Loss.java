package dev.pullback.network.loss;

import dev.pullback.api.error.ConfigurationException;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.network.layer.Activation;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How far outputs are from their targets: one number, written in tensor ops, so that its derivative follows. */
public interface Loss {

    /**
     * The loss of a batch: a scalar of the outputs' dtype.
     *
     * @param outputs what the network gives, {@code [batch, outputs]}
     * @param targets what it should give: values of the outputs' shape and dtype, or int32 class labels {@code [batch]},
     *     which stand for a 1 at the class and 0 elsewhere
     * @throws dev.pullback.api.error.ShapeException if they do not fit each other
     */
    Tensor of(Tensor outputs, Tensor targets);

    /** The name as on a command line and in a file. */
    String name();

    /** The activation that a classifying network's last layer should have in front of this loss. */
    Activation outputActivation();

    /**
     * A loss by name: {@code "softmax-cross-entropy"} (or {@code "cross-entropy"}), {@code "l2-mean"} (or {@code "l2"}),
     * {@code "l2-sum"}.
     *
     * @throws ConfigurationException if there is none of that name, with the names there are
     */
    static Loss named(String name) {
        List<Loss> known = List.of(new SoftmaxCrossEntropy(), L2.mean(), L2.sum());
        return switch (name.strip().toLowerCase(Locale.ROOT)) {
            case "cross-entropy" -> new SoftmaxCrossEntropy();
            case "l2" -> L2.mean();
            case String other ->
                known.stream()
                        .filter(loss -> loss.name().equals(other))
                        .findFirst()
                        .orElseThrow(() -> new ConfigurationException("There is no loss '%s'; choose one of %s"
                                .formatted(name, known.stream().map(Loss::name).collect(Collectors.joining(", ")))));
        };
    }
}
