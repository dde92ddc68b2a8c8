package dev.pullback.conformance.shadow;

import dev.pullback.api.graph.Graph;
import dev.pullback.api.op.Input;
import dev.pullback.api.tensor.Traced;
import dev.pullback.conformance.numeric.Values;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A program on which a backend and the reference do not agree.
 *
 * @param scope what it takes to see it
 * @param graph the program: the one op alone, the program with the result of every op as an output, or the ops that are fused
 * @param inputs what it ran on
 * @param expected its outputs by the reference; with {@link Scope#OP} and {@link Scope#PROGRAM} each is what the op gives for
 *     the backend's own operands, in float64 where rounding is allowed for
 * @param actual its outputs by the backend
 * @param output which of them is wrong
 * @param mismatch how it is wrong
 */
public record Divergence(
        Scope scope,
        Graph graph,
        List<Values> inputs,
        List<Values> expected,
        List<Values> actual,
        int output,
        Mismatch mismatch) {

    public Divergence {
        inputs = List.copyOf(inputs);
        expected = List.copyOf(expected);
        actual = List.copyOf(actual);
    }

    /** The node whose value is wrong. */
    public Traced node() {
        return graph.outputs().get(output);
    }

    /** The op that is wrong with its types: {@code tanh(float32[128,64]) -> float32[128,64]}. */
    public String op() {
        Traced node = node();
        String operands = node.operands().stream()
                .map(operand -> operand.type().toString())
                .collect(Collectors.joining(", "));
        return "%s(%s) -> %s".formatted(node.op().name(), operands, node.type());
    }

    /** One sentence for people: what is wrong, by how much. */
    public String describe() {
        return switch (scope) {
            case OP -> "%s is wrong: %s".formatted(op(), elements());
            case PROGRAM ->
                "%s is wrong within a program of %d ops, though right when run alone: %s"
                        .formatted(op(), ops(), elements());
            case FUSED ->
                "%d ops are right one by one and wrong together (fused), at the result of %s: %s"
                        .formatted(ops(), op(), elements());
        };
    }

    private String elements() {
        return "element %d%s is %s, should be %s, which is %s; %d of %d elements are wrong"
                .formatted(
                        mismatch.element(),
                        ElementPlace.describe(node().shape(), mismatch.element()),
                        mismatch.actual(),
                        mismatch.expected(),
                        LimitText.error(mismatch),
                        mismatch.wrong(),
                        node().type().size());
    }

    private long ops() {
        return graph.nodes().stream()
                .filter(node -> !(node.op() instanceof Input))
                .count();
    }
}
