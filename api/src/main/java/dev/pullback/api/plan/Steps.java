package dev.pullback.api.plan;

import dev.pullback.api.graph.Graph;
import dev.pullback.api.op.Barrier;
import dev.pullback.api.op.Constant;
import dev.pullback.api.op.Elementwise;
import dev.pullback.api.op.Input;
import dev.pullback.api.op.Reshape;
import dev.pullback.api.plan.Step.CopyStep;
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
        conditions.put(result, barriers.of(read(node)));
        steps.add(
                switch (node.op()) {
                    case Elementwise _ -> elementwise(fusion.group(node), result);
                    case Constant constant ->
                        new Step.ElementwiseStep(result, ClusterBuilder.fill(constant), Labels.of(node, "fill"));
                    default ->
                        StepEmitter.emit(
                                node, node.operands().stream().map(values::get).toList(), result);
                });
    }

    /** The nodes whose values the node's step reads, and perhaps some inside that step. */
    private List<Traced> read(Traced node) {
        Fusion.Group group = fusion.group(node);
        return group == null ? node.operands() : group.operands();
    }

    private Step elementwise(Fusion.Group group, Value result) {
        Traced root = group.root();
        Traced product = group.product();
        Cluster cluster = new ClusterBuilder(root.shape(), product, fused, values::get).build(group.members());
        if (product == null) {
            return new Step.ElementwiseStep(result, cluster, Labels.of(root, cluster.label()));
        }
        List<Value> factors = product.operands().stream().map(values::get).toList();
        return StepEmitter.matmul(product, factors, result, cluster, root);
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
