package dev.pullback.cpu;

import dev.pullback.api.error.MemoryCorruptionException;
import dev.pullback.api.plan.Location;
import dev.pullback.api.plan.Plan;
import dev.pullback.api.plan.Step;
import java.util.List;
import java.util.function.Supplier;

/** Watches the guarded memory that one program can touch: its arguments, its slots, and what its steps need for themselves. */
final class MemoryWatch {

    /** For what is found before the first step: whoever did it, it was none of this run's. */
    private static final String EARLIER = "an earlier program";

    private final Plan plan;
    private final BoundBuffers arguments;
    private final List<OffHeapMemory.Block> slots;
    private final List<OffHeapMemory.Block> scratch;

    /** @param own the plan's slots, then the memory of its steps */
    MemoryWatch(Plan plan, BoundBuffers arguments, List<OffHeapMemory.Block> own) {
        int count = plan.memory().slotBytes().size();
        this.plan = plan;
        this.arguments = arguments;
        this.slots = List.copyOf(own.subList(0, count));
        this.scratch = List.copyOf(own.subList(count, own.size()));
    }

    /** To be called when buffers are bound, before the first step. */
    void beforeRun() {
        compare(EARLIER);
        scratch.stream().map(OffHeapMemory.Block::zones).forEach(zones -> zones.refresh(zones.capacity()));
    }

    /** The slot for a step's result is fresh memory to it, and no larger than the result, whatever it held before. */
    void before(int position) {
        Step step = plan.steps().get(position);
        Location target = plan.memory().location(step.result());
        boolean inPlace = step.reads().stream().map(plan.memory()::location).anyMatch(target::equals);
        if (target instanceof Location.Slot(int index) && !inPlace) {
            slots.get(index).zones().refresh(step.result().type().bytes());
        }
    }

    /** @throws MemoryCorruptionException if the step wrote beside any memory that the program was given */
    void after(int position) {
        compare(plan.steps().get(position).label());
    }

    /** Outputs first, since those are what steps write. */
    private void compare(String step) {
        compareAll(step, "output", arguments.outputs());
        compareAll(step, "input", arguments.inputs());
        slots.forEach(slot -> compare(step, slot.zones(), () -> "a value between the steps"));
        scratch.forEach(block -> compare(step, block.zones(), () -> "a value within the step"));
    }

    private static void compareAll(String step, String role, List<CpuBuffer> buffers) {
        for (int i = 0; i < buffers.size(); i++) {
            int position = i;
            CpuBuffer buffer = buffers.get(i);
            compare(step, buffer.zones(), () -> "%s %d of type %s".formatted(role, position, buffer.type()));
        }
    }

    private static void compare(String step, GuardZones zones, Supplier<String> place) {
        zones.firstChange().ifPresent(offset -> {
            zones.restore();
            throw new MemoryCorruptionException(step, place.get(), offset);
        });
    }
}
