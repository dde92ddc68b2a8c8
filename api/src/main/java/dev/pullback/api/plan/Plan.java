package dev.pullback.api.plan;

import dev.pullback.api.graph.Graph;
import java.util.List;

/**
 * What a compiled backend runs for a graph: steps in order, and where every value lives. Making one needs no device.
 *
 * @param graph the simplified graph; inputs and outputs are those of the graph that was planned
 */
public record Plan(Graph graph, List<Step> steps, MemoryPlan memory) {

    public Plan {
        steps = List.copyOf(steps);
    }

    /**
     * Plans a graph.
     *
     * @param fusion whether ops may share a step; off gives one step per op, to compare with
     */
    public static Plan of(Graph graph, boolean fusion) {
        Graph canonical = Canonical.form(graph);
        Steps steps = Steps.of(canonical, fusion ? Fusion.of(canonical) : Fusion.none(canonical));
        Schedule schedule = Schedule.of(canonical, steps);
        return new Plan(canonical, schedule.steps(), MemoryPlan.of(schedule));
    }

    /** One line per step. */
    public List<String> describe() {
        return steps.stream()
                .map(step ->
                        "%s -> %s in %s".formatted(step.label(), step.result().type(), memory.location(step.result())))
                .toList();
    }
}
