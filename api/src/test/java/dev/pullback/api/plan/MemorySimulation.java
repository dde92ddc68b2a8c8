package dev.pullback.api.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.graph.Graph;
import dev.pullback.api.plan.Step.ElementwiseStep;
import dev.pullback.api.plan.Step.MatMulStep;
import dev.pullback.api.plan.Step.ReduceStep;
import dev.pullback.api.plan.Step.RowStep;
import dev.pullback.api.type.TensorType;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Plays a plan on memory that remembers which value was last written where: every read must find the value that it is for,
 * and no step may overwrite what it still reads elsewhere.
 */
final class MemorySimulation {

    private final Plan plan;
    private final Map<Integer, Integer> donors = new HashMap<>();
    private final Map<Location, Value> contents = new HashMap<>();

    private MemorySimulation(Plan plan, Graph graph) {
        this.plan = plan;
        graph.donations().forEach(donation -> donors.put(donation.output(), donation.input()));
    }

    static void play(Plan plan, Graph graph) {
        var simulation = new MemorySimulation(plan, graph);
        for (Step step : plan.steps()) {
            step.reads().forEach(value -> simulation.read(step, value));
            simulation.write(step);
        }
        for (int output = 0; output < graph.outputs().size(); output++) {
            simulation.requireOutput(output, graph.outputs().get(output).type());
        }
    }

    private void read(Step step, Value value) {
        Location place = place(value);
        if (place instanceof Location.Input && !contents.containsKey(place)) {
            contents.put(place, value); // as the caller has filled it
        }
        assertEquals(value, contents.get(place), () -> "%s reads %s".formatted(step.label(), place));
    }

    private void write(Step step) {
        Location place = place(step.result());
        if (place instanceof Location.Slot(int index)) {
            assertTrue(
                    plan.memory().slotBytes().get(index) >= step.result().type().bytes(),
                    () -> "%s does not fit into %s".formatted(step.result().type(), place));
        }
        boolean overOperand =
                step.reads().stream().anyMatch(value -> place(value).equals(place));
        if (overOperand) {
            assertFalse(
                    readsElsewhere(step, place), () -> step.label() + " overwrites what it still reads at " + place);
        }
        contents.put(place, step.result());
    }

    private boolean readsElsewhere(Step step, Location place) {
        return switch (step) {
            case ElementwiseStep(Value _, Cluster cluster, String _) ->
                reads(cluster, place).anyMatch(operand -> !cluster.isFull(operand));
            case MatMulStep matmul ->
                Stream.of(matmul.a(), matmul.b()).anyMatch(value -> place(value).equals(place))
                        || matmul.epilogue().stream()
                                .anyMatch(
                                        cluster -> reads(cluster, place).anyMatch(operand -> !cluster.isFull(operand)));
            case RowStep rows
            when !rows.reduced() ->
                reads(rows.cluster(), place).anyMatch(operand -> !rows.cluster().isFull(operand));
            case ReduceStep reduce ->
                reduce.source().reads().stream().anyMatch(value -> place(value).equals(place))
                        || reduce.epilogue().stream()
                                .anyMatch(
                                        cluster -> reads(cluster, place).anyMatch(operand -> !cluster.isFull(operand)));
            default -> true;
        };
    }

    private Stream<Operand> reads(Cluster cluster, Location place) {
        return cluster.operands().stream()
                .filter(operand -> place(operand.value()).equals(place));
    }

    private void requireOutput(int output, TensorType type) {
        Value last = contents.get(donated(new Location.Output(output)));
        assertEquals(new Location.Output(output), plan.memory().location(last), "output " + output);
        assertEquals(type.bytes(), last.type().bytes(), "bytes of output " + output);
    }

    private Location place(Value value) {
        return donated(plan.memory().location(value));
    }

    /** A donated output is in the memory of its input. */
    private Location donated(Location location) {
        return location instanceof Location.Output(int position) && donors.containsKey(position)
                ? new Location.Input(donors.get(position))
                : location;
    }
}
