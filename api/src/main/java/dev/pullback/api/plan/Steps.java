package dev.pullback.api.plan;

import dev.pullback.api.graph.Graph;
import dev.pullback.api.op.ArgMax;
import dev.pullback.api.op.Barrier;
import dev.pullback.api.op.Constant;
import dev.pullback.api.op.Elementwise;
import dev.pullback.api.op.Input;
import dev.pullback.api.op.MatMul;
import dev.pullback.api.op.ReduceMax;
import dev.pullback.api.op.Reshape;
import dev.pullback.api.op.Sum;
import dev.pullback.api.plan.Step.CopyStep;
import dev.pullback.api.plan.Step.ReduceSource;
import dev.pullback.api.tensor.Traced;
import dev.pullback.api.type.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns nodes into steps, in the order of the graph, and drops those that nobody reads. */
final class Steps {

    private final Fusion fusion;
    private final boolean fused;
    private final List<Value> inputs = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private final Map<Traced, Value> values = new IdentityHashMap<>();
    private final Map<Value, Integer> outputs = new HashMap<>();
    private final Barriers barriers = new Barriers(values::get);
    private final Map<Value, Set<Value>> conditions = new HashMap<>();
    private int valueCount;

    private Steps(Fusion fusion) {
        this.fusion = fusion;
        this.fused = fusion.fuses();
    }

    static Steps of(Graph graph, Fusion fusion) {
        var result = new Steps(fusion);
        for (Traced input : graph.inputs()) {
            Value value = result.newValue(input.type());
            result.inputs.add(value);
            result.values.put(input, value);
        }
        DepthOrder.of(graph).forEach(result::add);
        for (int i = 0; i < graph.outputs().size(); i++) {
            result.assignOutput(i, graph.outputs().get(i));
        }
        result.dropUnread();
        return result;
    }

    List<Step> steps() {
        return steps;
    }

    /** The value behind each input of the graph. */
    List<Value> inputs() {
        return inputs;
    }

    /** The position of the output that a value is. Several outputs never share one. */
    Map<Value, Integer> outputs() {
        return outputs;
    }

    /** What a step waits for beside the values that it reads. */
    Set<Value> conditions(Step step) {
        return conditions.getOrDefault(step.result(), Set.of());
    }

    Value newValue(TensorType type) {
        return new Value(valueCount++, type);
    }

    private void add(Traced node) {
        if (node.op() instanceof Input || fusion.isInside(node)) {
            return;
        }
        barriers.see(node);
        if (node.op() instanceof Reshape || node.op() instanceof Barrier) {
            values.put(node, values.get(node.operands().getFirst()));
            return;
        }
        Value result = newValue(node.type());
        values.put(node, result);
        conditions.put(result, barriers.of(fusion.operands(node)));
        RowGroup rows = fusion.rows(node);
        if (rows != null) {
            steps.add(rows(rows, result));
            return;
        }
        steps.add(
                switch (node.op()) {
                    case Elementwise _ -> elementwise(fusion.group(node), result);
                    case Constant constant ->
                        new Step.ElementwiseStep(result, ClusterBuilder.fill(constant), Labels.of(node, "fill"));
                    case Sum _, ReduceMax _, ArgMax _ -> reduction(node, result, null, node);
                    default ->
                        StepEmitter.emit(
                                node, node.operands().stream().map(values::get).toList(), result);
                });
    }

    private Step elementwise(Fusion.Group group, Value result) {
        Traced root = group.root();
        Traced core = group.core();
        var builder = new ClusterBuilder(root.shape(), core, fused, values::get);
        if (core == null) {
            Cluster cluster = builder.loop(group.members());
            return new Step.ElementwiseStep(result, cluster, Labels.of(root, cluster.label()));
        }
        if (core.op() instanceof MatMul) {
            int rank = root.shape().rank();
            Cluster epilogue = builder.epilogue(group.members(), rank - 2, rank - 1);
            List<Value> factors = core.operands().stream().map(values::get).toList();
            return StepEmitter.matmul(core, factors, result, epilogue, root);
        }
        ReductionView view = ReductionView.of(core);
        return reduction(core, result, builder.epilogue(group.members(), 0, view.firstAxis()), root);
    }

    private Step rows(RowGroup group, Value result) {
        Cluster cluster = new ClusterBuilder(group.space(), null, fused, values::get)
                .rows(group.members(), group.space().rank() - 1);
        String label = Labels.of(group.root(), "row " + cluster.label());
        return new Step.RowStep(result, cluster, group.isReduced(), label);
    }

    private Step reduction(Traced node, Value result, Cluster epilogue, Traced named) {
        ReductionView view = ReductionView.of(node);
        Fusion.Group prologue = fusion.prologue(node);
        if (prologue == null) {
            Value source = values.get(node.operands().getFirst());
            return StepEmitter.reduction(node, new ReduceSource.Stored(source), result, epilogue, named);
        }
        Cluster cluster = new ClusterBuilder(prologue.root().shape(), null, fused, values::get)
                .rows(prologue.members(), view.firstColumn());
        return StepEmitter.reduction(node, new ReduceSource.Computed(cluster), result, epilogue, named);
    }

    /** A value that is an input, or another output already, is copied; every other is computed in its place. */
    private void assignOutput(int position, Traced output) {
        Value value = values.get(output);
        boolean inPlace = !inputs.contains(value) && !outputs.containsKey(value);
        if (!inPlace) {
            Value copy = newValue(output.type());
            steps.add(copy(value, copy));
            value = copy;
        }
        outputs.put(value, position);
    }

    static CopyStep copy(Value from, Value to) {
        return new CopyStep(to, false, List.of(StepEmitter.whole(from)), "copy");
    }

    private void dropUnread() {
        Set<Value> read = new HashSet<>(outputs.keySet());
        for (int i = steps.size() - 1; i >= 0; i--) {
            if (read.contains(steps.get(i).result())) {
                read.addAll(steps.get(i).reads());
            } else {
                steps.remove(i);
            }
        }
    }
}
