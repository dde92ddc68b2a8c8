package dev.pullback.cpu.step;

import dev.pullback.api.graph.Graph;
import dev.pullback.api.plan.Location;
import dev.pullback.api.plan.MemoryPlan;
import dev.pullback.api.plan.Plan;
import dev.pullback.api.plan.Value;
import java.util.List;
import java.util.stream.Stream;

/** The places of one plan: a {@link Place} for every input, output and slot. */
public final class Places {

    private final MemoryPlan memory;
    private final List<Graph.Donation> donations;
    private final List<Place> inputs;
    private final List<Place> outputs;
    private final List<Place> slots;

    public Places(Plan plan) {
        this.memory = plan.memory();
        this.donations = plan.graph().donations();
        this.inputs = places(plan.graph().inputs().size());
        this.outputs = places(plan.graph().outputs().size());
        this.slots = places(memory.slotBytes().size());
    }

    public List<Place> inputs() {
        return inputs;
    }

    public List<Place> outputs() {
        return outputs;
    }

    /** To be bound to memory of {@link MemoryPlan#slotBytes} before the first run. */
    public List<Place> slots() {
        return slots;
    }

    Place of(Value value) {
        return switch (memory.location(value)) {
            case Location.Input(int position) -> inputs.get(position);
            case Location.Output(int position) -> outputs.get(position);
            case Location.Slot(int index) -> slots.get(index);
        };
    }

    /** Whether an output is written over an input, as parameters are in a step of training. */
    boolean updatesInputs() {
        return !donations.isEmpty();
    }

    /** Whether two values are in the same memory: by the plan, or because one is written over the other, a donated input. */
    boolean overlap(Value a, Value b) {
        Location first = memory.location(a);
        Location second = memory.location(b);
        return first.equals(second) || isDonated(first, second) || isDonated(second, first);
    }

    private boolean isDonated(Location from, Location to) {
        return from instanceof Location.Input(int input)
                && to instanceof Location.Output(int output)
                && donations.contains(new Graph.Donation(input, output));
    }

    private static List<Place> places(int count) {
        return Stream.generate(Place::new).limit(count).toList();
    }
}
