package dev.pullback.api.jacobian;

import dev.pullback.api.error.ShapeException;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.graph.GraphSignature;
import dev.pullback.api.op.Input;
import dev.pullback.api.tensor.Apply;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.tensor.Traced;
import dev.pullback.api.type.TensorType;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One result of a function whose intermediate values are not kept for the backward pass, but computed again in it. The op
 * stays whole until the graph around it has been differentiated, and only then becomes the function's own ops; its pull is
 * the {@link Recomputation}. Two of them are equal if their functions compute the same.
 */
final class Checkpoint implements Differentiable {

    private final Graph function;
    private final int result;
    private final GraphSignature signature;
    private final int hash;

    private Checkpoint(Graph function, int result, GraphSignature signature) {
        this.function = function;
        this.result = result;
        this.signature = signature;
        this.hash = 31 * signature.hashCode() + result;
    }

    /** The function at these arguments: one node per result, on the arguments and whatever else the function reads. */
    static List<Tensor> applied(TensorFunction function, List<? extends Tensor> arguments) {
        Capture capture = Capture.of(function, arguments);
        GraphSignature signature = capture.graph().signature();
        List<Traced> results = new ArrayList<>();
        for (int i = 0; i < capture.graph().outputs().size(); i++) {
            results.add(Traced.of(new Checkpoint(capture.graph(), i, signature), capture.operands()));
        }
        return Apply.settle(results, arguments);
    }

    /** Which of the function's results this is. */
    int result() {
        return result;
    }

    /** The same function's result at a position. */
    Checkpoint withResult(int position) {
        return new Checkpoint(function, position, signature);
    }

    /** The function with all its nodes in a phase, those of checkpoints within it too. */
    Graph inPhase(String phase) {
        Map<Traced, Traced> moved = new IdentityHashMap<>();
        for (Traced node : function.nodes()) {
            List<Traced> operands = node.operands().stream().map(moved::get).toList();
            moved.put(
                    node,
                    switch (node.op()) {
                        case Input _ -> node;
                        case Checkpoint inner -> Traced.of(inner.withPhase(phase), operands, phase);
                        default -> Traced.of(node.op(), operands, phase);
                    });
        }
        return function.withOutputs(function.outputs().stream().map(moved::get).toList());
    }

    private Checkpoint withPhase(String phase) {
        return new Checkpoint(inPhase(phase), result, signature);
    }

    /** J·v for tangents v of some operands, by their positions. */
    Tensor push(List<Tensor> operands, SortedMap<Integer, Tensor> tangents) {
        Graph graph = Closures.lowered(function);
        List<Traced> standIns = Closures.placeholders(List.copyOf(tangents.values()));
        List<Traced> wrt = tangents.keySet().stream().map(graph.inputs()::get).toList();
        List<Tensor> pushed = ForwardMode.push(List.of(graph.outputs().get(result)), wrt, standIns);
        return Closures.applied(graph.inputs(), standIns, pushed, operands, tangents.values())
                .getFirst();
    }

    @Override
    public TensorType infer(List<TensorType> operands) {
        List<TensorType> wanted = function.inputs().stream().map(Traced::type).toList();
        if (!operands.equals(wanted)) {
            throw new ShapeException("%s takes operands of types %s, not %s".formatted(this, wanted, operands));
        }
        return function.outputs().get(result).type();
    }

    @Override
    public Tensor lower(List<Tensor> operands) {
        return function.apply(operands).get(result);
    }

    /** For one operand alone; both modes themselves take all operands at once. */
    @Override
    public Jacobian jacobian(int operand, List<Tensor> operands, Tensor y) {
        return new Jacobian.Linear(
                operands.get(operand).type(),
                y.type(),
                v -> push(operands, new TreeMap<>(Map.of(operand, v))),
                w -> Recomputation.pull(List.of(this), operands, List.of(w), List.of(operand))
                        .getFirst(),
                "J");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Checkpoint that
                && hash == that.hash
                && result == that.result
                && Objects.equals(signature, that.signature);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return "checkpoint[%d ops, result %d]".formatted(signature.lines().size(), result);
    }
}
