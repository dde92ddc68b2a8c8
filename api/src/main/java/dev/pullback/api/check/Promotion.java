package dev.pullback.api.check;

import dev.pullback.api.graph.Graph;
import dev.pullback.api.op.Cast;
import dev.pullback.api.op.Constant;
import dev.pullback.api.op.Input;
import dev.pullback.api.op.Iota;
import dev.pullback.api.op.Op;
import dev.pullback.api.op.StopGradient;
import dev.pullback.api.tensor.Stored;
import dev.pullback.api.tensor.Traced;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * A graph rebuilt in float64 wherever it is float32, so that differences of its values are not drowned in rounding. Tensors
 * that it captured become inputs. On request, what {@code stopGradient} holds becomes an input too.
 */
final class Promotion {

    private final Map<Traced, Traced> rebuilt = new IdentityHashMap<>();
    private final List<Traced> inputs = new ArrayList<>();
    private final List<Traced> held = new ArrayList<>();
    private final boolean holding;

    private Promotion(boolean holding) {
        this.holding = holding;
    }

    /** The inputs are the graph's, followed by what it captured. */
    static Graph promoted(Graph graph) {
        return new Promotion(false).run(graph);
    }

    /** As {@link #promoted}, with an input behind the others for each of {@link #stops}. */
    static Graph promotedAndHeld(Graph graph) {
        return new Promotion(true).run(graph);
    }

    /** The nodes of a graph that are constants to derivatives. */
    static List<Traced> stops(Graph graph) {
        return graph.nodes().stream()
                .filter(node -> node.op() instanceof StopGradient)
                .toList();
    }

    /** Values for a promoted graph's inputs. */
    static List<Value> values(Graph original, List<Value> given) {
        List<Value> values = new ArrayList<>(given);
        for (Stored captured : original.captured()) {
            values.add(Value.of(captured));
        }
        return values.stream().map(Value::promoted).toList();
    }

    private Graph run(Graph graph) {
        graph.inputs().forEach(this::addInput);
        for (Traced node : graph.nodes()) {
            rebuilt.computeIfAbsent(node, this::rebuild);
        }
        inputs.addAll(held);
        return Graph.of(inputs, graph.outputs().stream().map(rebuilt::get).toList());
    }

    private void addInput(Traced input) {
        Traced promoted = Traced.input(promoted(input.type()), ((Input) input.op()).name());
        rebuilt.put(input, promoted);
        inputs.add(promoted);
    }

    private Traced rebuild(Traced node) {
        if (holding && node.op() instanceof StopGradient) {
            Traced input = Traced.input(promoted(node.type()), "held");
            held.add(input);
            return input;
        }
        List<Traced> operands = node.operands().stream().map(rebuilt::get).toList();
        return Traced.of(promoted(node.op()), operands, node.phase());
    }

    private static Op promoted(Op op) {
        return switch (op) {
            case Constant(TensorType type, double value) -> new Constant(promoted(type), value);
            case Iota(TensorType type, int axis) -> new Iota(promoted(type), axis);
            case Cast(DType dtype) -> new Cast(promoted(dtype));
            default -> op;
        };
    }

    private static TensorType promoted(TensorType type) {
        return type.with(promoted(type.dtype()));
    }

    private static DType promoted(DType dtype) {
        return dtype == DType.FLOAT32 ? DType.FLOAT64 : dtype;
    }
}
