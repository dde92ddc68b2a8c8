package dev.pullback.api.plan;

import dev.pullback.api.graph.Graph;
import dev.pullback.api.plan.Step.ElementwiseStep;
import dev.pullback.api.plan.Step.MatMulStep;
import dev.pullback.api.plan.Step.ReduceStep;
import dev.pullback.api.plan.Step.RowStep;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The order of the steps. Operands come before users, and a step that writes over a donated input comes after every other
 * step that reads it. Where that cannot be, the step writes to memory of its own and a copy at the very end overwrites the
 * input. A step that reads behind a barrier comes after what the barrier waits for.
 */
record Schedule(List<Step> steps, List<Value> inputs, Map<Value, Integer> outputs) {

    static Schedule of(Graph graph, Steps steps) {
        Map<Value, Value> overwritten = new HashMap<>();
        for (Graph.Donation donation : graph.donations()) {
            steps.outputs().forEach((value, position) -> {
                if (position == donation.output()) {
                    overwritten.put(value, steps.inputs().get(donation.input()));
                }
            });
        }
        Set<Value> staged = new HashSet<>();
        for (Step step : steps.steps()) {
            Value target = overwritten.get(step.result());
            if (target != null && readsElsewhere(step, target)) {
                staged.add(step.result());
            }
        }
        List<Step> ordered = order(steps, overwritten, staged);
        while (ordered == null) {
            // Two updates wait for each other: let them all be computed first and written last.
            staged.addAll(overwritten.keySet());
            ordered = order(steps, overwritten, staged);
        }
        return withFinalCopies(ordered, steps, staged);
    }

    private static Schedule withFinalCopies(List<Step> ordered, Steps steps, Set<Value> staged) {
        List<Step> all = new ArrayList<>(ordered);
        Map<Value, Integer> outputs = new HashMap<>(steps.outputs());
        for (Step step : ordered) {
            if (staged.contains(step.result())) {
                Value last = steps.newValue(step.result().type());
                all.add(Steps.copy(step.result(), last));
                outputs.put(last, outputs.remove(step.result()));
            }
        }
        return new Schedule(List.copyOf(all), steps.inputs(), Map.copyOf(outputs));
    }

    /** Whether a step reads the memory it would write anywhere but at the element being written. */
    private static boolean readsElsewhere(Step step, Value target) {
        return switch (step) {
            case ElementwiseStep elementwise -> readsElsewhere(elementwise.cluster(), target);
            case RowStep rows when !rows.reduced() -> readsElsewhere(rows.cluster(), target);
            case MatMulStep matmul ->
                matmul.a().equals(target)
                        || matmul.b().equals(target)
                        || matmul.epilogue()
                                .map(cluster -> readsElsewhere(cluster, target))
                                .orElse(false);
            case ReduceStep reduce ->
                reduce.source().reads().contains(target)
                        || reduce.epilogue()
                                .map(cluster -> readsElsewhere(cluster, target))
                                .orElse(false);
            default -> step.reads().contains(target);
        };
    }

    private static boolean readsElsewhere(Cluster cluster, Value target) {
        return cluster.operands().stream()
                .anyMatch(operand -> operand.value().equals(target) && !cluster.isFull(operand));
    }

    /** The steps under all conditions, or null if these contradict each other. */
    private static List<Step> order(Steps all, Map<Value, Value> overwritten, Set<Value> staged) {
        List<Step> steps = all.steps();
        Map<Value, Integer> producers = new HashMap<>();
        for (int i = 0; i < steps.size(); i++) {
            producers.put(steps.get(i).result(), i);
        }
        List<Set<Integer>> before = new ArrayList<>();
        for (Step step : steps) {
            before.add(Stream.concat(step.reads().stream(), all.conditions(step).stream())
                    .filter(producers::containsKey)
                    .map(producers::get)
                    .collect(Collectors.toCollection(HashSet::new)));
        }
        for (int i = 0; i < steps.size(); i++) {
            Value target = overwritten.get(steps.get(i).result());
            if (target != null && !staged.contains(steps.get(i).result())) {
                for (int reader = 0; reader < steps.size(); reader++) {
                    if (reader != i && steps.get(reader).reads().contains(target)) {
                        before.get(i).add(reader);
                    }
                }
            }
        }
        // Inputs and outputs are the caller's memory; staged outputs have some of their own, to the end.
        Set<Value> given = new HashSet<>(all.inputs());
        given.addAll(all.outputs().keySet());
        return StepOrder.of(steps, before, value -> !given.contains(value));
    }
}
