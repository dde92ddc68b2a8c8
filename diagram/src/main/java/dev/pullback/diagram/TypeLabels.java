package dev.pullback.diagram;

import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Types in little space: the dtype that most nodes have is left out, and said once.
 *
 * @param usual that dtype
 */
record TypeLabels(DType usual) {

    static TypeLabels of(List<Node> nodes) {
        return new TypeLabels(
                nodes.stream()
                        .collect(Collectors.groupingBy(node -> node.type().dtype(), Collectors.counting()))
                        .entrySet()
                        .stream()
                        // Of dtypes that are equally frequent the first of the enumeration: drawings must not depend on
                        // chance.
                        .max(Map.Entry.<DType, Long>comparingByValue()
                                .thenComparing(entry -> -entry.getKey().ordinal()))
                        .map(Map.Entry::getKey)
                        .orElse(DType.FLOAT32));
    }

    String label(TensorType type) {
        return type.dtype() == usual ? type.shape().toString() : type.toString();
    }

    /** What the reader must know. */
    String note() {
        return usual.label() + " where no dtype is written";
    }
}
