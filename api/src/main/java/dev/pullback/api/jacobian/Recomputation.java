package dev.pullback.api.jacobian;

import dev.pullback.api.graph.Graph;
import dev.pullback.api.tensor.Functions;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.Traced;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The pull of a checkpointed function: the function computed again, and cotangents pulled through what that leaves. The
 * operands are taken from behind a barrier that waits for the cotangents. So the second computation cannot be merged with the
 * first, and comes when the backward pass has reached it; until then only the operands are kept.
 */
final class Recomputation {

    /** The phase of what is computed again. */
    static final String PHASE = "recomputed";

    private record Call(Checkpoint function, List<Traced> operands) {}

    private Recomputation() {}

    /** Nodes that are results of one checkpointed function at one point, under that of them which comes first. */
    static Map<Traced, List<Traced>> byFirst(List<Traced> nodes) {
        Map<Call, List<Traced>> calls = new HashMap<>();
        Map<Traced, List<Traced>> byFirst = new IdentityHashMap<>();
        for (Traced node : nodes) {
            if (node.op() instanceof Checkpoint checkpoint) {
                List<Traced> results = calls.computeIfAbsent(
                        new Call(checkpoint.withResult(0), node.operands()), first -> new ArrayList<>());
                results.add(node);
                byFirst.putIfAbsent(results.getFirst(), results);
            }
        }
        return byFirst;
    }

    /**
     * Jᵀ·w from several results of one function at once.
     *
     * @param results of one function
     * @param cotangents one for each of the results
     * @param wrt positions of the operands to pull to
     */
    static List<Tensor> pull(
            List<Checkpoint> results, List<Tensor> operands, List<Tensor> cotangents, List<Integer> wrt) {
        Graph again = Closures.lowered(results.getFirst().inPhase(PHASE));
        List<Traced> outputs = results.stream()
                .map(checkpoint -> again.outputs().get(checkpoint.result()))
                .toList();
        List<Traced> standIns = Closures.placeholders(cotangents);
        List<Tensor> pulled = ReverseMode.pull(
                outputs, standIns, wrt.stream().map(again.inputs()::get).toList());
        List<Tensor> late =
                operands.stream().map(operand -> behind(operand, cotangents)).toList();
        return Closures.applied(again.inputs(), standIns, pulled, late, cotangents);
    }

    private static Tensor behind(Tensor operand, List<Tensor> cotangents) {
        Tensor late = operand;
        for (Tensor cotangent : cotangents) {
            late = Functions.barrier(late, cotangent);
        }
        return late;
    }
}
