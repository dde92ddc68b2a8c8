package dev.pullback.api.check;

import dev.pullback.api.graph.Graph;
import dev.pullback.api.graph.Lowering;
import dev.pullback.api.op.Add;
import dev.pullback.api.op.Bilinear;
import dev.pullback.api.op.Cast;
import dev.pullback.api.op.Div;
import dev.pullback.api.op.Linear;
import dev.pullback.api.op.Mul;
import dev.pullback.api.op.Neg;
import dev.pullback.api.op.Select;
import dev.pullback.api.op.Square;
import dev.pullback.api.op.StopGradient;
import dev.pullback.api.op.Sub;
import dev.pullback.api.tensor.Traced;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The degree of a graph as a polynomial in some of its inputs, read off the families of its ops: linear ops keep it,
 * products add it up. Up to degree four, five-point differences are exact at any distance.
 */
final class Degree {

    /** Not a polynomial, as far as the ops tell. */
    static final int NONE = 1 << 20;

    private Degree() {}

    static int of(Graph graph, List<Integer> variables) {
        Graph lowered = Lowering.lower(graph, op -> false);
        Map<Traced, Integer> degrees = new IdentityHashMap<>();
        for (int input = 0; input < lowered.inputs().size(); input++) {
            degrees.put(lowered.inputs().get(input), variables.contains(input) ? 1 : 0);
        }
        for (Traced node : lowered.nodes()) {
            degrees.computeIfAbsent(
                    node,
                    any -> of(node, node.operands().stream().map(degrees::get).toList()));
        }
        return lowered.outputs().stream().mapToInt(degrees::get).max().orElse(0);
    }

    private static int of(Traced node, List<Integer> operands) {
        int highest = operands.stream().mapToInt(Integer::intValue).max().orElse(0);
        if (highest == 0) {
            return 0;
        }
        return switch (node.op()) {
            case Linear _, Add _, Sub _, Neg _, StopGradient _ -> highest;
            case Bilinear _, Mul _ -> sum(operands);
            case Square _ -> Math.min(NONE, 2 * highest);
            case Div _ -> operands.get(1) == 0 ? highest : NONE;
            case Select _ -> operands.get(0) == 0 ? highest : NONE;
            case Cast _ -> node.dtype().isFloating() ? highest : NONE;
            default -> NONE;
        };
    }

    private static int sum(List<Integer> operands) {
        return Math.min(NONE, operands.stream().mapToInt(Integer::intValue).sum());
    }
}
