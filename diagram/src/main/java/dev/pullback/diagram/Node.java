package dev.pullback.diagram;

import dev.pullback.api.type.TensorType;
import java.util.List;
import java.util.Optional;

/**
 * One box of a drawing.
 *
 * @param id its position among the diagram's nodes
 * @param kind what it stands for
 * @param name the op, the input's name, or the ops of a step
 * @param notation how the op is written with its attributes and the constants it uses, {@code a / 128}; may be empty
 * @param type of the result
 * @param phase the phase of the computation it belongs to: empty for the forward pass, {@code "gradient"}, {@code "update"}
 * @param pullsBack whether it belongs to the way back: a gradient, or what is made of one
 * @param results the names of the graph's outputs that it is, such as {@code loss}; usually none
 * @param storage where a plan keeps the result
 * @param values what the result is in one run
 */
public record Node(
        int id,
        Kind kind,
        String name,
        String notation,
        TensorType type,
        String phase,
        boolean pullsBack,
        List<String> results,
        Optional<String> storage,
        Optional<ValueSummary> values) {

    /** What a box stands for. */
    public enum Kind {
        INPUT,
        OP,
        STEP
    }

    public Node {
        results = List.copyOf(results);
    }

    /** The op and its notation: {@code div a / 128}. */
    public String label() {
        return notation.isEmpty() ? name : name + " " + notation;
    }
}
